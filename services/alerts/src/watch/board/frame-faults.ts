import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Directory } from '@tierline/platform/directory'
import type { Rubric } from '@tierline/scoring'

/** A rubric, group or kind of period of a watch for which there can never be a board. */
export interface FrameFault {
  path: 'rubric' | 'group' | 'period'
  found: string
  /** What stands there instead, and what there is of it. */
  what: Bilingual
  known: readonly string[]
}

/** What a watch's boards are held against. */
export interface FrameContext {
  /** The version that the watch is held against; null where no version of it is in force on any day. */
  rubric: Pick<Rubric, 'groups' | 'periods'> | null
  /** Ids of all rubrics that are in force. */
  rubrics: readonly string[]
  directory: Pick<Directory, 'group' | 'groups'>
}

/** Why there can be no board of a watch, however long one waits; empty where there can. A group without units has no board either. */
export function frameFaults({ rubric: id, group, period }: Pick<WatchBody, 'rubric' | 'group' | 'period'>, { rubric, rubrics, directory }: FrameContext): FrameFault[] {
  const faults: FrameFault[] = []
  if (!rubric) faults.push({ path: 'rubric', found: id, what: { zh: '在用的评分细则', en: 'a rubric that is in force' }, known: rubrics })
  if (rubric && !rubric.groups.includes(group)) faults.push({ path: 'group', found: group, what: { zh: '该细则所考核的分组', en: 'a group that the rubric scores' }, known: rubric.groups })
  else if (!directory.group(group)) faults.push({ path: 'group', found: group, what: { zh: '单位文件中已有的分组', en: 'a group of the unit files' }, known: directory.groups().map((one) => one.id) })
  const kinds = rubric ? kindsOf(rubric) : [period]
  if (!kinds.includes(period)) faults.push({ path: 'period', found: period, what: { zh: '该细则有榜的周期', en: 'a kind of period that the rubric scores' }, known: kinds })
  return faults
}

const kindsOf = ({ periods }: Pick<Rubric, 'periods'>): Rubric['periods']['official'][] => [periods.official, ...(periods.also ?? [])]
