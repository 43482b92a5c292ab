import { Database } from '@tierline/platform/database/database'
import type { Transaction } from '@tierline/platform/database/database'
import { contributionsOfEvent, dayNumber, dayText } from '@tierline/scoring'
import type { FactEvent } from '@tierline/scoring'
import { advanceCases, refoldCases } from '../cases/advance-cases.ts'
import type { CaseContext } from '../cases/advance-cases.ts'
import { lockCasesBehind, lockTickedCases } from '../cases/case.store.ts'
import { Deltas } from '../deltas/deltas.ts'
import { findByIndex } from '../deltas/planning.store.ts'
import { applyDeltas, touchEveryUnit } from '../deltas/rollup.store.ts'
import { changeOf } from '../deltas/unit-numbers.ts'
import type { BackFillParts } from '../measures/back-fill.ts'
import { isCaseMeasure } from '../measures/counted-measures.ts'
import type { CountedMeasures } from '../measures/counted-measures.ts'
import { readMeasures } from '../measures/measure.store.ts'
import { claimHousekeeping, readKeptFrom } from '../retention/kept.store.ts'
import { readClock } from '../ticker/clock.store.ts'
import { claimRebuild, copyOldCells, copyOldFacts, createShadow, dropShadow, holdCounting, readLiveClockFacts, readShadowEvents, readSpans, SHADOW_SCHEMA, swapShadow } from './shadow.store.ts'

/** A rebuild that cannot be done now; nothing was changed. */
export class RebuildRefused extends Error {}

/** How far a rebuild has come: positions of the logs that were read, of all there are. */
export interface RebuildProgress {
  done: number
  total: number
}

export interface RebuildParts extends BackFillParts {
  /** Called after each chunk. */
  onProgress?(progress: RebuildProgress): void
}

const CHUNK_POSITIONS = 10_000
const CHUNK_CASES = 500
/** So few positions are left to the last transaction, in which counting waits. */
const LAST_POSITIONS = 2_000
const MAX_TRIES = 3

/** The measures changed while the shadow was being filled: it is begun again. */
class MeasuresMoved extends Error {}

/**
 * Counts everything afresh from the stored events, beside the live roll-ups, and puts the new tables in their places at one instant:
 *
 * 1. make shadow tables, and copy into them what was counted from events that are no longer kept (a crash after it: the next rebuild drops them);
 * 2. fold the stored events into them, chunk by chunk, by the code that counts live (a crash: as above; the live tables were never touched);
 * 3. in ONE transaction that holds counting still: fold the last events, bring the clock's facts and ticks, swap the tables, touch every unit (a crash before the commit: nothing happened);
 * 4. drop the tables that were replaced (a crash before it: the next rebuild drops them).
 *
 * Live counting goes on all the while, but for the moment of step 3. Returns the number of events that were folded.
 */
export async function rebuildRollUps(parts: RebuildParts): Promise<number> {
  return await parts.db.transaction(async (guard) => {
    if (!(await claimRebuild(guard))) throw new RebuildRefused('rebuild: found another rebuild at work on this database, expected none. Wait for its end, or stop that one.')
    // While events are being folded none may be dropped; this also lets the guard stay idle for as long as the work takes.
    if (!(await claimHousekeeping(guard))) throw new RebuildRefused('rebuild: found old events being dropped just now, expected nobody at work on them. Try again in a few minutes.')
    for (let tries = 1; ; tries++) {
      try {
        return await rebuildOnce(parts)
      } catch (error) {
        if (!(error instanceof MeasuresMoved) || tries === MAX_TRIES) throw error
      }
    }
  })
}

async function rebuildOnce(parts: RebuildParts): Promise<number> {
  const measures = await readMeasures(parts.db)
  refuseUnfilled(measures)
  await createShadow(parts.db)
  const shadow = new Database({ ...parts.db.address, searchPath: SHADOW_SCHEMA }, 2)
  try {
    const fill = new ShadowFill(shadow, parts, measures)
    await fill.copyOld()
    while (await fill.chunk());
    await shadow.transaction((tx) => fill.finish(tx))
    return fill.events
  } finally {
    await shadow.close()
    await dropShadow(parts.db)
  }
}

function refuseUnfilled({ all }: CountedMeasures): void {
  const unfilled = all.filter(({ state }) => state !== 'complete').length
  if (unfilled > 0) throw new RebuildRefused(`rebuild: found ${unfilled} measures that are still being filled from stored events, expected all complete. Wait until GET /v1/reconciliation lists none as provisional, then start again.`)
}

/** Fills the shadow tables; every name that the shadow schema has is looked up there first. */
class ShadowFill {
  events = 0
  private readonly done = new Map<number, number>()
  /** Before this instant events were dropped; what they added was copied as it stood at these positions. */
  private old: { keptFrom: number; copied: ReadonlyMap<number, number> } = { keptFrom: -Infinity, copied: new Map() }

  constructor(private readonly shadow: Database, private readonly parts: RebuildParts, private readonly measures: CountedMeasures) {}

  /** Copies, in one snapshot, what can no longer be computed, and folds the cases that began before it. */
  async copyOld(): Promise<void> {
    await this.shadow.transaction(async (tx) => {
      const keptFrom = await readKeptFrom(tx, 'events')
      if (!Number.isFinite(keptFrom)) return
      this.old = { keptFrom, copied: new Map((await readSpans(tx)).map(({ part, until }) => [part, until])) }
      const measures = this.measures.all.filter((measure) => !isCaseMeasure(measure)).map(({ id }) => id)
      await copyOldCells(tx, { measures, instant: keptFrom, day: dayText(dayNumber(keptFrom)) })
      await copyOldFacts(tx, keptFrom)
    }, 'repeatable read')
    while (await this.shadow.transaction((tx) => this.foldCopied(tx)));
  }

  /** Folds one chunk; false when so little is left that the last transaction may take it. */
  async chunk(): Promise<boolean> {
    const spans = await this.open(this.shadow)
    const left = spans.reduce((sum, { from, until }) => sum + until - from, 0)
    const total = left + [...this.done.values()].reduce((sum, n) => sum + n, 0)
    this.parts.onProgress?.({ done: total - left, total })
    const [span] = spans
    if (!span || left <= LAST_POSITIONS) return false
    await this.shadow.transaction((tx) => this.fold(tx, { ...span, until: Math.min(span.until, span.from + CHUNK_POSITIONS) }))
    return true
  }

  /** What step 3 does. */
  async finish(tx: Transaction): Promise<void> {
    if (await holdCounting(tx) !== this.measures.version) throw new MeasuresMoved('the measures changed')
    for (const span of await this.open(tx)) await this.fold(tx, span)
    const context = await this.context(tx)
    await advanceCases(tx, await readLiveClockFacts(tx), context)
    for (let rows = await lockTickedCases(tx, context.instant, CHUNK_CASES); rows.length > 0; rows = await lockTickedCases(tx, context.instant, CHUNK_CASES)) {
      await refoldCases(tx, rows, context)
    }
    await applyDeltas(tx, context.deltas)
    await swapShadow(tx)
    await touchEveryUnit(tx)
  }

  /** Spans of the logs that were not folded yet. */
  private async open(db: Database | Transaction): Promise<{ part: number; from: number; until: number }[]> {
    return (await readSpans(db)).map((span) => ({ ...span, from: this.done.get(span.part) ?? span.from })).filter(({ from, until }) => from < until)
  }

  private async foldCopied(tx: Transaction): Promise<boolean> {
    const context = await this.context(tx)
    const rows = await lockCasesBehind(tx, this.measures.version, CHUNK_CASES)
    await refoldCases(tx, rows, context)
    await applyDeltas(tx, context.deltas)
    return rows.length > 0
  }

  private async fold(tx: Transaction, span: { part: number; from: number; until: number }): Promise<void> {
    const context = await this.context(tx)
    const { keptFrom, copied } = this.old
    const events = await readShadowEvents(tx, { ...span, keptFrom, copied: copied.get(span.part) ?? 0 })
    for (const event of events) this.count(event, context)
    await advanceCases(tx, events, context)
    await applyDeltas(tx, context.deltas)
    this.done.set(span.part, span.until)
    this.events += events.length
  }

  private count(event: FactEvent, { types, deltas }: CaseContext & { deltas: Deltas }): void {
    for (const contribution of contributionsOfEvent(event, this.measures.set, types[event.type])) deltas.add(changeOf(contribution, this.parts.units))
  }

  private async context(tx: Transaction): Promise<CaseContext & { deltas: Deltas }> {
    await findByIndex(tx)
    return { ...this.parts.rules(), units: this.parts.units, instant: await readClock(tx), measures: this.measures, deltas: new Deltas() }
  }
}
