import type { Board, BoardRow, Cell, IndicatorHead, TierLine } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'
import { fixtureRandom } from './fixture-random.ts'
import { fixtureUnits, type FixtureUnit } from './fixture-units.ts'

/** What a fixture board is like. */
export interface FixtureSpec {
  readonly units: number
  readonly seed?: number
  readonly hasTiers?: boolean
  /** Whether some leaves are unknown or claimed, so that scores are ranges. */
  readonly hasUnknown?: boolean
  readonly unranked?: number
  readonly rubric?: string
  readonly group?: string
  readonly period?: string
}

const START = '2021-11-18T10:20:00+08:00'
const TIERS: TierLine[] = [
  { id: 'excellent', title: { zh: '优秀', en: 'Excellent' }, line: '95.00', declaredBy: '示例' },
  { id: 'good', title: { zh: '良好', en: 'Good' }, line: '85.00', declaredBy: '示例' },
  { id: 'fair', title: { zh: '一般', en: 'Fair' }, line: '0.00', declaredBy: '示例' },
]
const LEAVES: readonly (readonly [id: string, zh: string, en: string, max: number])[] = [
  ['on_time', '按时办结率', 'Closed on time', 40], ['satisfied', '满意率', 'Satisfaction', 30], ['response', '及时签收率', 'Accepted in time', 20], ['returned', '退单率', 'Returned', 10],
]

/** A plausible board; every figure in it is invented, and the board says so. */
export function fixtureBoard(spec: FixtureSpec): Board {
  const random = fixtureRandom(spec.seed ?? 7)
  const period = spec.period ?? '2021-11'
  const hasTiers = spec.hasTiers ?? true
  const rows = fixtureUnits(spec.units).map((unit, index) => fixtureRow(unit, { index, random, hasUnknown: spec.hasUnknown ?? false }))
  const board: Board = {
    key: { rubric: spec.rubric ?? 'hotline-12345', group: spec.group ?? 'luan-counties', period },
    title: spec.hasUnknown ? { zh: '安康码推广应用考核', en: 'Ankang code assessment' } : { zh: '12345 热线月度考核', en: '12345 hotline, monthly' },
    group: { id: spec.group ?? 'luan-counties', title: { zh: '六安市各县区', en: 'Counties of Lu’an' }, note: { zh: '成员按县区名单，经开区是否在内为待定事项。', en: 'Members after the list of counties; whether the zone belongs is an open question.' }, demo: true },
    period: { id: period, title: { zh: '2021 年 11 月', en: 'November 2021' }, from: '2021-11-01T00:00:00+08:00', until: '2021-12-01T00:00:00+08:00', state: 'open' },
    seq: 1, asOf: START, reading: 'live',
    rubric: { id: spec.rubric ?? 'hotline-12345', version: '1', hash: '9f2c61d4a7b3508e', title: { zh: '12345 热线月度考核', en: '12345 hotline, monthly' }, points: '100', source: '《12345 政务服务便民热线办理工作考核办法（示例）》' },
    baseline: { kind: 'day_start', at: '2021-11-18T00:00:00+08:00', title: { zh: '今日 0 时', en: 'today 00:00' } },
    ranking: { by: 'score', title: { zh: '总分', en: 'Total' }, ownOrder: false },
    tiers: hasTiers ? TIERS : [], conversion: null, vetoes: [], tiersDeclared: hasTiers, indicators: LEAVES.map(fixtureHead), summaries: [], rows, provisional: false, demo: true,
    watermark: { instant: START, lastEventAt: '2021-11-18T10:19:42+08:00', lastArrivedAt: START, position: { 0: '12000' } },
  }
  const apart = rows.slice(rows.length - (spec.unranked ?? 0)).map((row) => row.unit)
  return { ...board, rows: ranked(rows.map((row) => (apart.includes(row.unit) ? setApart(row) : row)), board.tiers, true) }
}

/** The next state of a board after a few events, as the delta that the server would send. */
export function fixtureDelta(board: Board, random: () => number, touched = 2): BoardDelta {
  const seconds = 2 + Math.floor(random() * 20)
  const asOf = new Date(Date.parse(board.asOf) + seconds * 1000).toISOString()
  const movers = new Set(Array.from({ length: touched }, () => board.rows[Math.floor(random() * board.rows.length)]?.unit))
  const moved = board.rows.map((row) => (movers.has(row.unit) && row.rank !== null ? drift(row, random, asOf) : row))
  const before = new Map(board.rows.map((row) => [row.unit, JSON.stringify(row)]))
  const rows = ranked(moved, board.tiers, false)
  const watermark = { ...board.watermark, instant: asOf, lastEventAt: asOf, lastArrivedAt: asOf }
  return {
    key: board.key, base: board.seq, seq: board.seq + 1, asOf, provisional: false, removed: [], summaries: board.summaries, watermark,
    changes: rows.filter((row) => before.get(row.unit) !== JSON.stringify(row)),
  }
}

function fixtureHead([id, zh, en, max]: (typeof LEAVES)[number], index: number): IndicatorHead {
  const definition = { zh: `${zh}＝符合条件的办件数÷本期应办件数，按公布细则计分。`, en: `${en}: qualifying cases divided by the cases due in the period.` }
  return { id, parent: null, number: String(index + 1), title: { zh, en }, max: String(max), leaf: true, bonus: false, penalty: false, definition, clause: `示例办法第${index + 3}条` }
}

function fixtureRow([unit, name, nameEn, short, initials]: FixtureUnit, how: { index: number; random: () => number; hasUnknown: boolean }): BoardRow {
  const { index, random, hasUnknown } = how
  const sample = random() < 0.15 ? 12 + Math.floor(random() * 18) : 40 + Math.floor(random() * 4000)
  const cells = Object.fromEntries(LEAVES.map(([id, , , max]) => [id, fixtureCell(max, { random, sample, isUnknown: hasUnknown && id === 'satisfied' })]))
  const base: BoardRow = {
    unit, name, nameEn, short, initials, order: index + 1, rank: 1, unrankedBecause: null, previousRank: null, previousScore: null, score: '0', low: '0', high: '0', tier: null, gapAbove: null, nextTier: null,
    converted: null, vetoes: [], gated: [], headroom: { zh: `再按时办结 ${1 + Math.floor(random() * 9)} 件 → 95.02 %，升至优秀`, en: `${1 + Math.floor(random() * 9)} more closed on time → 95.02 %, up to Excellent` },
    sample, lastEventAt: '2021-11-18T10:1' + String(index % 10) + ':00+08:00', unknownLeaves: hasUnknown ? 1 : 0, claimedLeaves: hasUnknown ? 2 : 0, cells, spark: [],
  }
  const row = totalled(base)
  const walk = Array.from({ length: 30 }, (_, step) => Math.round((Number(row.low) - (29 - step) * 0.12 + (random() - 0.5) * 2.4) * 100) / 100)
  return { ...row, previousScore: Math.min(100, Number(row.low) + (random() - 0.5) * 3).toFixed(2), spark: [...walk.slice(0, 29), Number(row.low)] }
}

function fixtureCell(max: number, { random, sample, isUnknown }: { random: () => number; sample: number; isUnknown: boolean }): Cell {
  const share = 0.8 + 0.2 * Math.sqrt(random())
  const points = (max * share).toFixed(2)
  if (isUnknown) return { points: null, low: '0.00', high: max.toFixed(2), state: 'awaiting_judgement', claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null }
  return { points, low: points, high: points, state: 'scored', claimed: false, value: `${(share * 100).toFixed(2)} %`, numerator: String(Math.round(sample * share)), denominator: String(sample), adjustedMax: null, claim: null, adjustment: null }
}

function drift(row: BoardRow, random: () => number, at: string): BoardRow {
  const cell = row.cells['on_time']
  if (!cell?.points) return row
  const points = Math.min(40, Math.max(30, Number(cell.points) + (random() - 0.48) * 2.2)).toFixed(2)
  const next = totalled({ ...row, lastEventAt: at, cells: { ...row.cells, on_time: { ...cell, points, low: points, high: points } } })
  return { ...next, spark: [...next.spark.slice(1), Number(next.low)] }
}

function totalled(row: BoardRow): BoardRow {
  const cells = Object.values(row.cells)
  const low = cells.reduce((sum, cell) => sum + Number(cell.low), 0).toFixed(2)
  const high = cells.reduce((sum, cell) => sum + Number(cell.high), 0).toFixed(2)
  return { ...row, low, high, score: low }
}

function setApart(row: BoardRow): BoardRow {
  return { ...row, rank: null, previousRank: null, score: null, tier: null, headroom: null, sample: 0, spark: [], unrankedBecause: { zh: '本期没有办件（分母为 0）', en: 'no cases in the period (denominator 0)' } }
}

function ranked(rows: readonly BoardRow[], tiers: readonly TierLine[], isFirst: boolean): BoardRow[] {
  const taking = rows.filter((row) => row.unrankedBecause === null).sort((a, b) => Number(b.score) - Number(a.score))
  const before = [...taking].sort((a, b) => Number(b.previousScore) - Number(a.previousScore)).map((row) => row.unit)
  const shown = taking.map((row, index) => {
    const above = taking[index - 1]
    const tierOf = (score: string) => tiers.find((tier) => Number(score) >= Number(tier.line)) ?? null
    const tier = tierOf(row.low) === tierOf(row.high) ? tierOf(row.low) : null
    const next = [...tiers].reverse().find((one) => Number(one.line) > Number(row.high)) ?? null
    return {
      ...row, rank: 1 + taking.filter((other) => Number(other.score) > Number(row.score)).length, tier: tier?.id ?? null,
      previousRank: isFirst ? (index === 3 ? null : before.indexOf(row.unit) + 1) : row.previousRank,
      gapAbove: above ? (Number(above.score) - Number(row.score)).toFixed(2) : null,
      nextTier: next?.line ? { id: next.id, gap: (Number(next.line) - Number(row.low)).toFixed(2) } : null,
    }
  })
  return [...shown, ...rows.filter((row) => row.unrankedBecause !== null)]
}
