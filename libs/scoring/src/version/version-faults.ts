import { parseDay } from '../period/shanghai.ts'
import type { Fault } from '../rubric/rubric.ts'
import { isDraft, versionsOf } from './versions.ts'
import type { Versioned } from './versions.ts'

/** A fault of one file among several. */
export interface FileFault extends Fault {
  file: string
}

/** What is wrong with several files together: a version that two have, and versions of one rubric that are in force on the same days. */
export function versionFaults(rubrics: readonly Versioned[]): FileFault[] {
  return rubrics.flatMap((rubric, at) => [...sameVersion(rubric, rubrics.slice(0, at)), ...overlap(rubric, rubrics)])
}

function sameVersion({ id, version, fileName }: Versioned, before: readonly Versioned[]): FileFault[] {
  const other = before.find((rubric) => rubric.id === id && rubric.version === version)
  return other ? [{
    file: fileName, path: 'version', found: `${id} ${version}, which ${other.fileName} has already`, expected: 'an id of its own, or another version of the same rubric',
    mend: 'rename one of the two, or give the later one its own version and effective.from',
  }] : []
}

/** A later version supersedes an open-ended one; where the earlier one names its last day, that day must lie before. */
function overlap(rubric: Versioned, rubrics: readonly Versioned[]): FileFault[] {
  if (isDraft(rubric)) return []
  const earlier = versionsOf(rubrics, rubric.id)
  return earlier.slice(0, earlier.indexOf(rubric)).flatMap((other) => {
    const isSameDay = other.effective.from === rubric.effective.from
    const isBefore = other.effective.until === undefined || (parseDay(other.effective.until) ?? 0) < (parseDay(rubric.effective.from) ?? 0)
    if (!isSameDay && isBefore) return []
    const span = `${other.effective.from} … ${other.effective.until ?? ''}`.trim()
    return [{
      file: rubric.fileName, path: 'effective.from', found: `${rubric.effective.from}, on which version ${other.version} of ${rubric.id} is in force too (${span}, in ${other.fileName})`,
      expected: 'days on which no other version of the rubric is in force', mend: isSameDay ? 'let one of the two begin later, or make it a draft' : 'end the earlier one the day before, or leave its effective.until out: then it ends by itself',
    }]
  })
}
