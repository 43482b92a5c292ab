import type { Board, BoardRow } from '@tierline/contracts/board'
import type { UnitExplanation } from '@tierline/contracts/explanation'
import type { Reconciliation } from '@tierline/contracts/quality'
import type { BoardAt, Client } from '../../support/client.ts'

/** Every figure of a few boards: their rows and summaries, the explanation of every unit, and what became of every event. */
export interface Figures {
  boards: unknown[]
  explanations: unknown[]
  reconciliation: unknown
}

/** Reads them all; left out is only what tells when something was counted or scored, or how often: see the lists below. */
export async function figuresOf(client: Client, at: readonly BoardAt[]): Promise<Figures> {
  const boards: Board[] = []
  const explanations: UnitExplanation[] = []
  for (const one of at) {
    const board = await client.board(one)
    boards.push(board)
    for (const { unit } of board.rows) explanations.push(await client.explanation(one, unit))
  }
  return { boards: boards.map(timeless), explanations: explanations.map(untrended), reconciliation: outcomesOf(await client.reconciliation()) }
}

/** Without seq, asOf, the clock, the log's positions; and without movement, which is measured against what stood at another instant. */
const timeless = ({ seq: _seq, asOf: _asOf, watermark, rows, ...board }: Board): unknown => ({ ...board, lastEventAt: watermark.lastEventAt, rows: rows.map(still) })

const still = ({ spark: _spark, previousRank: _rank, previousScore: _score, ...row }: BoardRow): unknown => row

/** Of a trend, only the last of each: where it stands now. */
const untrended = ({ seq: _seq, asOf: _asOf, trend, leaves, ...rest }: UnitExplanation): unknown =>
  ({ ...rest, last: trend.at(-1)?.slice(1), leaves: leaves.map(({ trend: points, ...leaf }) => ({ ...leaf, last: points.at(-1)?.slice(1) })) })

/** Without the hour of arrival and the log's positions. */
function outcomesOf({ accepted, outcomes, replays, inFlight, balanced, sources, implausible, implausibleTotal, provisional }: Reconciliation): unknown {
  const bySource = sources.map(({ source, outcomes: counts }) => ({ source, counts })).sort((a, b) => a.source.localeCompare(b.source))
  return { accepted, outcomes, replays, inFlight, balanced, implausibleTotal, provisional, bySource, implausible: [...implausible].sort((a, b) => a.key.localeCompare(b.key)) }
}
