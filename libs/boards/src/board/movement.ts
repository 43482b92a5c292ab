import type { Board } from '@tierline/contracts/board'
import type { Statements } from '@tierline/platform/database/database'
import { dayNumber, startOfDay, startOfMonth, yearOf } from '@tierline/scoring'
import type { Period } from '@tierline/scoring'
import { firstKnown, readScoresAt, readStandings, seqBefore } from './movement.store.ts'
import type { Standing } from './movement.store.ts'
import { isoOf } from './watermark.store.ts'

/** Where every unit stood at the baseline, and its scores up to now. */
export interface Movement {
  baseline: Board['baseline']
  /** Start of the day that the baseline is; −Infinity makes every day another one. */
  day: number
  before: ReadonlyMap<number, Standing>
  spark: ReadonlyMap<number, readonly number[]>
  /** From this instant on the spark has a point more. */
  sparkUntil: number
}

/** A period's length is parted so often, and each part's end is a point of the spark; big groups have fewer, for each costs a look-up a unit. */
const SPARK = { parts: 29, bigParts: 8, bigFrom: 300 } as const

export interface MovementAbout {
  board: number
  units: readonly number[]
  period: Period
  /** The instant of the board: the clock at its scoring. */
  instant: number
}

/** Reads how the units of a board have moved; in the transaction that read the board. */
export async function readMovement(tx: Statements, about: MovementAbout): Promise<Movement> {
  const day = startOfDay(dayNumber(about.instant))
  const [seq, first] = [await seqBefore(tx, about.board, day), await firstKnown(tx, about.board)]
  const before = seq === null ? [] : await readStandings(tx, about.board, { seq, units: about.units })
  const { spark, until } = await readSpark(tx, about, first)
  return {
    day, spark, sparkUntil: until, before: new Map(before.map((standing) => [standing.unit, standing])),
    baseline: seq === null ? null : { kind: 'day_start', at: isoOf(day), title: { zh: '今日 00:00', en: 'today 00:00' } },
  }
}

/** Whether a board scored at this instant has moved on from what was read. */
export function isOutdated({ day, sparkUntil }: Movement, instant: number): boolean {
  return startOfDay(dayNumber(instant)) !== day || instant >= sparkUntil
}

/** The points stand still on the period's own grid, so that rows change by a point only when a part of the period ends. */
async function readSpark(tx: Statements, { board, units, period, instant }: MovementAbout, first: number | null): Promise<{ spark: Map<number, number[]>; until: number }> {
  const whole = period.kind === 'to_date' ? endOfYear(period) : period.until
  const step = Math.ceil((whole - period.from) / (units.length >= SPARK.bigFrom ? SPARK.bigParts : SPARK.parts))
  const instants: number[] = []
  let at = period.from + step
  for (; at <= Math.min(instant, whole - 1); at += step) if (first !== null && at >= first) instants.push(at)
  const scores = instants.length === 0 ? new Map<number, (string | null)[]>() : await readScoresAt(tx, board, { instants, units })
  const spark = new Map([...scores].map(([unit, texts]) => [unit, texts.flatMap((text) => (text === null ? [] : [Number(text)]))]))
  return { spark, until: at < whole ? at : Infinity }
}

const endOfYear = (period: Period): number => startOfMonth(yearOf(period.from) + 1, 1)
