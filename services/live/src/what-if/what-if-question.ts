import type { ReadingName } from '@tierline/scoring'
import { badQuery, readQuestion, readReadings } from '@tierline/boards/desk/board-question'
import type { BoardQuestion } from '@tierline/boards/desk/board-question'

/** What `GET` and `POST /v1/boards/{rubric}/{group}/what-if` may ask for, as it is sent. */
export interface WhatIfQuery {
  period?: string
  at?: string
  /** `question:option`, repeated for several. */
  reading?: string | string[]
  /** Content hash of a version that was ever loaded. */
  version?: string
}

/** Which board, and what it is to be scored by instead. */
export interface WhatIfQuestion {
  board: BoardQuestion
  readings: ReadingName[]
  version: string | null
}

/** Reads a question; a 400 names the field that cannot be read. `hasDraft` says that a draft came with it. */
export function readWhatIf(path: { rubric: string; group: string }, query: WhatIfQuery, hasDraft: boolean): WhatIfQuestion {
  const { reading, version, ...rest } = query
  const unknown = Object.keys(rest).find((name) => !['period', 'at'].includes(name))
  if (unknown !== undefined) throw badQuery(unknown, 'a parameter that nothing here is called', 'period, at, reading or version')
  const readings = readReadings('reading', reading)
  if (hasDraft && version !== undefined) throw badQuery('version', version.slice(0, 60), 'nothing, because a draft is sent')
  if (!hasDraft && version === undefined && readings.length === 0) throw badQuery('reading', 'nothing', 'a reading (question:option) or a version to try')
  return { board: readQuestion(path, rest), readings, version: version ?? null }
}
