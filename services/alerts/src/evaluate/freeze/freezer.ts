import { seqBefore } from '@tierline/boards/board/movement.store'
import { isoOf } from '@tierline/boards/board/watermark.store'
import { readSeqPoint, readUnitRowsThen } from '@tierline/boards/past/seq-walk.store'
import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { FrozenFacts } from '@tierline/contracts/alert/alert'
import type { Statements } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import { changesOf, dayNumber, startOfDay } from '@tierline/scoring'
import type { Frame } from '../../condition/frame.ts'
import type { SeenUnit } from '../../condition/observation.ts'
import type { Moment } from '../../state/instance.ts'
import type { Baselines } from '../read/baselines.ts'
import { frozenFacts } from './frozen-facts.ts'
import type { Comparison } from './frozen-facts.ts'
import type { SeqView, SeqViews } from './seq-views.ts'
import type { ActiveWatch, WatchedBoard } from '../stand.store.ts'

/** A watch on a board at one of its seqs. */
export interface FreezeAbout {
  watch: ActiveWatch
  board: WatchedBoard
  point: SeqPoint
  frame: Frame
}

/** A unit that fires, and the last moment at which it stood well. */
export interface FiringUnit {
  unit: number
  stood: Moment | null
  /** The instant at which it fires, epoch ms. */
  at: number
}

export interface FreezerParts {
  views: SeqViews
  baselines: Baselines
  directory: Directory
}

/** So many leaves are told as reasons. */
const MOST_REASONS = 3

/** Writes down what was true when units fired: their rows at that seq, and what moved since each stood well. */
export class Freezer {
  constructor(private readonly parts: FreezerParts) {}

  /** What the board showed of these units at the seq; who is not on the board then is left out. */
  async see(tx: Statements, { board, point }: Pick<FreezeAbout, 'board' | 'point'>, units: readonly number[]): Promise<Map<number, SeenUnit>> {
    const [rows, before] = [await readUnitRowsThen(tx, board.id, { units, seq: point.seq, at: point.at }), await this.parts.baselines.of(tx, board.id, { units, instant: point.at })]
    return new Map(rows.flatMap(({ unit, row }) => (row ? [[unit, { row, previousRank: before.get(unit) ?? null }] as const] : [])))
  }

  async freeze(tx: Statements, about: FreezeAbout, { firing, seen }: { firing: readonly FiringUnit[]; seen: ReadonlyMap<number, SeenUnit> }): Promise<Map<number, FrozenFacts>> {
    const comparisons = about.watch.body.condition.kind === 'missing_reporter' ? new Map<number, Comparison>() : await this.compare(tx, about, firing)
    return new Map(firing.map(({ unit, stood, at }) => [unit, frozenFacts(about, {
      seen: seen.get(unit) ?? null, unit: this.parts.directory.unitById(unit) ?? null, stood, at, comparison: comparisons.get(unit) ?? null,
    })]))
  }

  /** Units with the same anchor are compared one after the other, so that each board of then is scored once. */
  private async compare(tx: Statements, { watch, board, point }: FreezeAbout, firing: readonly FiringUnit[]): Promise<Map<number, Comparison>> {
    const comparisons = new Map<number, Comparison>()
    // A rank is compared with the one at the baseline, so what moved is told since then.
    const baseline = watch.body.condition.kind === 'rank_drop' ? await seqBefore(tx, board.id, startOfDay(dayNumber(point.at))) : null
    const anchored = firing.flatMap(({ unit, stood: own }) => {
      const stood = baseline === null ? own : { seq: Number(baseline), at: point.at }
      return stood && stood.seq < Number(point.seq) ? [{ unit, stood }] : []
    }).sort((a, b) => a.stood.seq - b.stood.seq)
    if (anchored.length === 0) return comparisons
    const after = await this.parts.views.of(tx, board, point)
    let then: SeqPoint | null = null
    for (const { unit, stood } of anchored) {
      if (then === null || stood.seq !== Number(then.seq)) then = await readSeqPoint(tx, board.id, BigInt(stood.seq))
      // Others get a turn of the event loop between two units.
      await new Promise(setImmediate)
      const code = this.parts.directory.unitById(unit)?.code
      const comparison = then && code !== undefined ? compareViews(await this.parts.views.of(tx, board, then), after, code) : null
      if (then && comparison) comparisons.set(unit, { ...comparison, since: { asOf: isoOf(then.at), seq: Number(then.seq) } })
    }
    return comparisons
  }
}

/** What moved a unit between two boards; null where it was not on both. */
function compareViews(before: SeqView, after: SeqView, code: string): Omit<Comparison, 'since'> | null {
  const [was, is] = [before.explain(code), after.explain(code)]
  if (!was || !is) return null
  const { tiers } = after.plan.rubric
  const { leaves } = changesOf(was, is, tiers === 'undeclared' ? [] : tiers.lines)
  // What gained points is no reason for a fall; where nothing lost any, the others moved.
  const losses = leaves.filter(({ change }) => change === null || change.startsWith('-'))
  return { oldTier: was.tier, reasons: (losses.length > 0 ? losses : leaves).slice(0, MOST_REASONS) }
}
