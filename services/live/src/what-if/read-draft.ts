import type { Fault } from '@tierline/contracts/problem'
import { ProblemError } from '@tierline/platform/http/problem'
import { checkRubric, parseRubric } from '@tierline/scoring'
import type { Rubric, RubricContext } from '@tierline/scoring'

/** Most bytes of a draft that is tried. */
export const DRAFT_BYTES = 256 * 1024
/** An alias stands for a whole part of the text: many of them make a small text large. */
const MOST_ALIASES = 200

/** What a draft is tried on. */
export interface DraftPlace {
  rubric: string
  group: string
  /** The event types and units that it may name. */
  context: RubricContext
}

/** Reads a draft that was sent to be tried; a refusal names every fault of its text at once, each with its path and its mend. */
export function readDraft(body: unknown, place: DraftPlace): Rubric {
  if (typeof body !== 'string') throw new ProblemError(415, 'wrong_content_type', { title: 'Another content type is needed', detail: 'The body is a rubric’s text. Send it as application/yaml.' })
  const read = withinLimits(body) ?? parsed(body)
  if ('faults' in read) throw refusal(read.faults)
  const faults = [...misplaced(read.rubric, place), ...checkRubric(read.rubric, place.context)]
  if (faults.length > 0) throw refusal(faults)
  return read.rubric
}

function withinLimits(text: string): { faults: Fault[] } | null {
  const bytes = Buffer.byteLength(text)
  if (bytes > DRAFT_BYTES) throw new ProblemError(413, 'too_large', { title: 'The draft is too large', detail: `The draft has ${bytes} bytes, at most ${DRAFT_BYTES} are tried. Leave out notes, or load it as a draft and name it by version.` })
  const aliases = text.match(/(?<=^|[\s,[{])\*[\w-]+/gm)?.length ?? 0
  return aliases > MOST_ALIASES ? { faults: [{ path: '(top)', found: `${aliases} aliases`, expected: `at most ${MOST_ALIASES}`, mend: 'write the repeated parts out' }] } : null
}

function parsed(text: string): { rubric: Rubric } | { faults: Fault[] } {
  try {
    return parseRubric(text, 'draft')
  } catch (error) {
    // Nothing that a person writes is nested so deeply that reading it overflows the stack.
    if (error instanceof RangeError) return { faults: [{ path: '(top)', found: 'parts that are nested too deeply', expected: 'a rubric', mend: 'see docs/rubrics.md for its form' }] }
    throw error
  }
}

function misplaced({ id, groups }: Rubric, { rubric, group }: Omit<DraftPlace, 'context'>): Fault[] {
  return [
    ...(id === rubric ? [] : [{ path: 'id', found: `"${id}"`, expected: rubric, mend: 'try it on a board of its own rubric, or give it this id' }]),
    ...(groups.includes(group) ? [] : [{ path: 'groups', found: groups.join(', '), expected: `${group} among them`, mend: 'add the group, or try it on a board of one of its groups' }]),
  ]
}

function refusal(faults: readonly Fault[]): ProblemError {
  const [first] = faults
  const more = faults.length > 1 ? ` ${faults.length - 1} more stand in "faults".` : ''
  return new ProblemError(422, 'faulty_rubric', {
    title: 'The draft cannot be scored', detail: first ? `${first.path}: found ${first.found}, expected ${first.expected}; ${first.mend}.${more}` : '', faults: [...faults],
  })
}
