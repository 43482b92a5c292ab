import { TOWNS } from './history.ts'
import type { History } from './history.ts'

/** One row as it must come out; points in hundredths, fractions as they are shown. */
export interface NaiveRow {
  unit: string
  points: Record<string, number>
  parts: Record<string, [numerator: number, denominator: number]>
  score: number
  rank: number
}

interface Figures {
  claimed: number
  verified: number
  onTime: number
  late: number
  handledMs: number
  closed: number
  reopened: number
}

/** The whole board from the raw list: no roll-up, no ledger, nothing but loops and whole numbers. */
export function naiveBoard(history: History, from: number, until: number): NaiveRow[] {
  const figures = new Map(TOWNS.map(({ code }) => [code, figuresOf(history, code, { from, until })]))
  const of = (code: string): Figures => figures.get(code) ?? (() => { throw new Error(`no figures of ${code}`) })()
  const perHead = (town: (typeof TOWNS)[number]): [bigint, bigint] => [BigInt(of(town.code).verified), BigInt(town.population)]
  const rows = TOWNS.map((town): Omit<NaiveRow, 'rank'> => {
    const f = of(town.code)
    const above = TOWNS.filter((other) => isGreater(perHead(other), perHead(town))).length
    const points = { claims: steps(f.claimed, town.target), verifications: [2000, 1500, 1500][above] ?? 500, punctuality: punctuality(f), speed: speed(f), reopenings: Math.max(0, 1000 - f.reopened * 50) }
    return {
      unit: town.code, points,
      parts: { claims: [f.claimed, town.target], verifications: [f.verified, town.population], punctuality: [f.onTime, f.onTime + f.late], speed: [f.handledMs / 3_600_000, f.closed] },
      score: Object.values(points).reduce((total, one) => total + one, 0),
    }
  })
  return rows.map((row) => ({ ...row, rank: rows.filter((other) => other.score > row.score).length + 1 }))
}

function figuresOf({ claims, scans, tickets }: History, unit: string, { from, until }: { from: number; until: number }): Figures {
  const isIn = (time: number): boolean => time >= from && time < until
  const mine = tickets.filter((ticket) => ticket.unit === unit && isIn(ticket.opened))
  const plausible = mine.filter((ticket) => !ticket.isImplausible)
  const closed = plausible.filter((ticket) => ticket.closed !== null)
  const onTime = closed.filter((ticket) => (ticket.closed ?? 0) <= ticket.due).length
  return {
    claimed: new Set(claims.filter((claim) => claim.unit === unit && isIn(claim.time)).map(({ person }) => person)).size,
    verified: scans.filter((scan) => scan.unit === unit && isIn(scan.time)).reduce((total, { count }) => total + count, 0),
    // Every due time lies in the past, so that what is not closed on time is late.
    onTime, late: plausible.length - onTime,
    handledMs: closed.reduce((total, { closed: at, opened }) => total + ((at ?? 0) - opened), 0),
    closed: closed.length,
    reopened: mine.filter((ticket) => ticket.isReopened).length,
  }
}

const isGreater = ([a, b]: [bigint, bigint], [c, d]: [bigint, bigint]): boolean => a * d > c * b

const steps = (claimed: number, target: number): number => (claimed >= target ? 2000 : claimed * 100 >= target * 80 ? 1000 : 0)

/** 30 less 0.3 for each percentage point below 95 %, pro rata, half up to hundredths. */
function punctuality({ onTime, late }: Figures): number {
  const all = BigInt(onTime + late)
  const below = 95n * all - 100n * BigInt(onTime)
  if (below <= 0n) return 3000
  // 3000 − 30 × below ÷ all, rounded half up.
  const exact = 2n * (3000n * all - 30n * below) + all
  return Math.max(0, Number(exact / (2n * all)))
}

function speed({ handledMs, closed }: Figures): number {
  if (handledMs <= closed * 48 * 3_600_000) return 2000
  return handledMs <= closed * 72 * 3_600_000 ? 1000 : 0
}
