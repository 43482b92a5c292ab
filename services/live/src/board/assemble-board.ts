import type { Board, BoardRow } from '@tierline/contracts/board'
import type { Directory, StoredGroup } from '@tierline/platform/directory'
import type { StoredHead } from '@tierline/platform/board/stored-row'
import { parsePeriod } from '@tierline/scoring'
import type { Baseline, BoardName, KeptRow } from './board-memory.ts'
import { periodTitle } from './period-title.ts'

/** A board at some seq, before names, movement and words are put to it. Instants in epoch ms. */
export interface BoardState {
  key: BoardName
  seq: bigint
  asOf: number
  reading: Board['reading']
  head: StoredHead
  rows: ReadonlyMap<number, KeptRow>
  summaries: Board['summaries']
  provisional: boolean
  baseline: Baseline | null
  sparks: ReadonlyMap<number, readonly number[]>
  lastEvent: number | null
  lastArrived: number | null
  position: Record<string, string>
  /** Where the stored clock stands. */
  instant: number
}

/** Puts names, official order, movement and the period's words to a scored board: what the API, the socket and the files all show. */
export function assembleBoard(state: BoardState, directory: Directory, isDemo: boolean): Board {
  const { key, head, asOf, instant } = state
  const group = directory.group(key.group)
  return {
    key, title: head.title,
    group: { id: key.group, title: group?.title ?? { zh: key.group, en: key.group }, note: group?.note ?? null, demo: group?.demo ?? false },
    period: periodOf(key.period, asOf, instant),
    seq: Number(state.seq), asOf: iso(asOf), reading: state.reading,
    rubric: head.rubric,
    baseline: state.baseline && { kind: 'day_start', at: iso(state.baseline.at), title: { zh: '今日 0 时', en: 'today 00:00' } },
    ranking: head.ranking, tiers: head.tiers, tiersDeclared: head.tiersDeclared, indicators: head.indicators,
    summaries: state.summaries,
    rows: group ? rowsOf(state, group) : [],
    provisional: state.provisional, demo: isDemo,
    watermark: { instant: iso(instant), lastEventAt: isoOrNull(state.lastEvent), lastArrivedAt: isoOrNull(state.lastArrived), position: state.position },
  }
}

function periodOf(id: string, asOf: number, instant: number): Board['period'] {
  const period = parsePeriod(id, asOf)
  const { from, until } = period ?? { from: asOf, until: asOf }
  const isEnded = period?.kind !== 'to_date' && instant >= until
  return { id, title: periodTitle(id), from: iso(from), until: iso(until), state: instant < from ? 'future' : isEnded ? 'ended' : 'open' }
}

/** Ranked rows by rank, then those that do not take part; both in official order where nothing else parts them. */
function rowsOf(state: BoardState, group: StoredGroup): BoardRow[] {
  const rows = group.units.flatMap((unit, at) => {
    const row = state.rows.get(unit.id)
    return row ? [rowOf(state, row, { unit, order: at + 1 })] : []
  })
  return rows.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.order - b.order)
}

function rowOf(state: BoardState, { lastEvent, ...row }: KeptRow, { unit, order }: { unit: StoredGroup['units'][number]; order: number }): BoardRow {
  const before = state.baseline?.standings.get(unit.id)
  const spark = state.sparks.get(unit.id) ?? []
  return {
    unit: unit.code, name: unit.name, nameEn: unit.name_en, short: unit.short, initials: unit.initials, order,
    ...row,
    previousRank: before?.rank ?? null, previousScore: before?.score ?? null,
    lastEventAt: isoOrNull(lastEvent),
    spark: row.score === null ? [...spark] : [...spark, Number(row.score)],
  }
}

const iso = (instant: number): string => new Date(instant).toISOString()
const isoOrNull = (instant: number | null): string | null => (instant === null || !Number.isFinite(instant) ? null : iso(instant))
