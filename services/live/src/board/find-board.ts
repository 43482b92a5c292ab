import type { Board, BoardKey } from '@tierline/contracts/board'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import type { BoardReader } from './board-reader.ts'
import type { KnownBoards } from './known-boards.ts'
import { listBoards } from './list-boards.ts'

/** What `GET /v1/boards/{rubric}/{group}` may ask for. */
export interface BoardQuestion {
  rubric: string
  group: string
  period?: string | undefined
  /** ISO instant of the past. */
  at?: string | undefined
  reading?: string | undefined
}

/** Recomputes a board from stored events with time at or before an instant. */
export interface CorrectedReading {
  read(key: BoardKey, at: number): Promise<Board | null>
}

/** Where boards of each reading come from. */
export interface BoardSources {
  platform: Platform
  rubrics: StoredRubrics
  live: BoardReader
  known: KnownBoards
  corrected: CorrectedReading
}

/** The board asked for, in the reading asked for; a problem that names what there is where it does not exist. */
export async function findBoard(sources: BoardSources, question: BoardQuestion): Promise<Board> {
  const key = await keyOf(sources, question)
  const at = instantOf(question)
  const board = at === null ? await sources.live.read(key) : await (question.reading === 'corrected' ? sources.corrected : sources.known).read(key, at)
  if (board) return board
  if (at !== null) throw notFound('board', `${nameOf(key)} at ${question.at ?? ''}`, 'It was not scored by then; ask for a later instant, or for none to see it live.')
  throw await unknownBoard(sources, nameOf(key))
}

/** The key of the question; without a period, the one that the list shows first. */
export async function keyOf({ platform, rubrics }: BoardSources, { rubric, group, period }: BoardQuestion): Promise<BoardKey> {
  if (period !== undefined) return { rubric, group, period }
  const { boards } = await listBoards(platform, rubrics)
  const listed = boards.find(({ key }) => key.rubric === rubric && key.group === group)
  if (!listed) throw await unknownBoard({ platform, rubrics }, `${rubric}/${group}`)
  return listed.key
}

function instantOf({ at, reading }: BoardQuestion): number | null {
  if (reading !== undefined && reading !== 'known' && reading !== 'corrected') throw badQuery('reading', reading, 'known or corrected')
  if (at === undefined) {
    if (reading !== undefined) throw badQuery('at', 'nothing', 'an instant such as 2021-10-01T00:00:00+08:00, because reading is given')
    return null
  }
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(at) ? Date.parse(at) : NaN
  if (Number.isNaN(instant)) throw badQuery('at', at, 'an ISO instant with offset such as 2021-10-01T00:00:00+08:00 (in a URL, + is written %2B)')
  return instant
}

function badQuery(path: string, found: string, expected: string): ProblemError {
  return new ProblemError(400, 'bad_query', {
    title: 'The question cannot be read', detail: `${path}: found ${found}, expected ${expected}.`,
    faults: [{ path, found, expected, mend: `Send ${path} as ${expected}, or leave it out.` }],
  })
}

const nameOf = ({ rubric, group, period }: BoardKey): string => `${rubric}/${group}?period=${period}`

async function unknownBoard({ platform, rubrics }: Pick<BoardSources, 'platform' | 'rubrics'>, found: string): Promise<ProblemError> {
  const { boards } = await listBoards(platform, rubrics)
  const names = boards.map(({ key, periods }) => `${key.rubric}/${key.group} (${periods.map(({ id }) => id).join(', ')})`)
  return notFound('board', found, names.length > 0 ? `There are: ${names.join('; ')}.` : 'No board has been scored yet; boards appear with their first events.')
}
