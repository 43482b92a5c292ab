import type { Clock } from '@tierline/platform/clock'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { isRetryable } from '@tierline/platform/database/database-errors'
import type { Directory } from '@tierline/platform/directory'
import { rescore, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { Rubric, UnitScore } from '@tierline/scoring'
import type { BoardRecord } from '../board/board.store.ts'
import { readFacts, readMeasures } from '../facts/read-facts.ts'
import type { FactUnit, TakenFacts } from '../facts/read-facts.ts'
import type { MeasureStates } from '../facts/reading.store.ts'
import type { BoardMemory } from './board-memory.ts'
import { nextBoundary, planFor } from './board-plan.ts'
import type { PlannedBoard } from './board-plan.ts'
import { holdRollUps, readKnown, readLog, readState, takeTouched } from './score.store.ts'
import { FenceLost, writeBoard } from './write-board.ts'
import type { Scored, Written } from './write-board.ts'

/** What a scoring came to. `seq` is the board's; `moved` says whether it is new. */
export interface Outcome {
  seq: bigint
  moved: boolean
  /** Units whose row or place was written. */
  changed: number
  isFull: boolean
  /** When the newest event of all had arrived, epoch ms, where one is in it that was not in the seq before; else null. */
  arrived: number | null
}

/** What a board is scored with. */
export interface BoardScorerParts {
  db: Database
  clock: Clock
  directory: Directory
  /** The version by which a board is scored at an instant. */
  rubric(board: BoardRecord, instant: number): Rubric | undefined
  metrics?: { fenceLost: { inc(): void } }
}

/** What is scored step by step, with the measures as they stand in its snapshot. */
interface Increment {
  memory: BoardMemory
  touched: ReadonlySet<number>
  instant: number
  measures: MeasureStates | undefined
}

/** Units whose facts are held and scored before others get a turn of the event loop. */
const CHUNK_UNITS = 2_000
const MAX_TRIES = 20

/**
 * Scores one board, again and again, in transactions of which each takes the waiting units, reads their values in one snapshot, scores, and stores with the next seq.
 * A crash anywhere costs nothing: the units are still waiting. Rows of units that nobody touched change only where a peers' rule or a rank moves them.
 */
export class BoardScorer {
  private memory: BoardMemory | null = null
  private forgotten = 0
  /** As they were read last. */
  private measures: MeasureStates | undefined
  /** The newest arrival of all at the last scoring. */
  private arrived: number | null = null

  constructor(private readonly parts: BoardScorerParts, readonly record: BoardRecord) {}

  /** Whether the board has to be looked at whole: it is new to us, its rubric has changed or another version came into force, or time alone has moved it. */
  isStale(instant: number): boolean {
    return this.memory === null || instant >= this.memory.nextBoundary || this.memory.plan.rubric.hash !== this.parts.rubric(this.record, instant)?.hash
  }

  /** Scores what waits; everything where the board is stale. Null where its rubric is not in force any more. */
  async score(): Promise<Outcome | null> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.attempt()
      } catch (error) {
        this.memory = error instanceof FenceLost ? null : this.memory
        if (tries === MAX_TRIES || !(error instanceof FenceLost || isRetryable(error))) throw error
        this.parts.metrics?.fenceLost.inc()
      }
    }
  }

  /** The group has changed, or somebody else may have: the next scoring starts afresh. */
  forget(): void {
    this.memory = null
    this.forgotten += 1
  }

  private async attempt(): Promise<Outcome | null> {
    // Which version it is, the transaction's own instant says; whether there is any does not depend on time.
    if (!this.parts.rubric(this.record, this.parts.clock.now())) return null
    const { forgotten } = this
    const done = await this.parts.db.transaction((tx) => this.inTransaction(tx), 'repeatable read')
    if (!done) return null
    const { written: { memory, remember, moved, changed }, isFull } = done
    for (const [code, row] of remember) memory.rows.set(code, row)
    // Told to forget meanwhile: this scoring stands, but may have begun with the group of before.
    this.memory = forgotten === this.forgotten ? memory : null
    return { seq: memory.seq, moved, changed, isFull, arrived: moved && !isFull ? this.newlyArrived(done.arrived) : null }
  }

  private newlyArrived(arrived: number | null): number | null {
    const isNew = arrived !== null && (this.arrived === null || arrived > this.arrived)
    this.arrived = arrived
    return isNew ? arrived : null
  }

  private async inTransaction(tx: Transaction): Promise<{ written: Written; isFull: boolean; arrived: number | null } | null> {
    const remembered = this.memory
    const [, touched, state, log, measures] = await Promise.all([
      holdRollUps(tx), takeTouched(tx, this.record.id), readState(tx, this.record.id), readLog(tx), remembered ? readMeasures(tx, remembered.plan, this.measures) : undefined,
    ])
    this.measures = measures
    const instant = Math.max(log.instant ?? this.parts.clock.now(), state.seq === 0n ? -Infinity : state.as_of)
    const memory = this.isStale(instant) || remembered?.seq !== state.seq ? null : remembered
    const rubric = this.parts.rubric(this.record, instant)
    const planned = memory ?? (rubric ? planFor(rubric, this.record, { instant, directory: this.parts.directory }) : null)
    if (!planned) return null
    const scored = memory ? await this.some(tx, { memory, touched, instant, measures }) : await this.all(tx, planned, instant)
    const boundary = Math.min(memory?.nextBoundary ?? Infinity, nextBoundary(planned.plan, instant, firstEffective(scored.taken)))
    return { written: await writeBoard(tx, { board: this.record.id, planned, state, log, instant, boundary, scored, isIncrement: memory !== null }), isFull: !memory, arrived: log.last_arrived }
  }

  private async some(tx: Transaction, { memory, touched, instant, measures }: Increment): Promise<Scored> {
    const units = this.members().filter(({ id }) => touched.has(id))
    const { plan } = memory
    const taken = units.length > 0 ? await readFacts(tx, plan, { units, instant, ...(measures ? { measures } : {}) }) : []
    const score = rescore(plan, memory.score, taken.map(({ facts }) => scoreUnit(plan, facts, instant)), instant)
    return { score, before: memory.score, taken, rows: memory.rows, candidates: new Set([...score.changed, ...taken.map(({ facts }) => facts.unit)]), removed: [], units: this.numbers() }
  }

  private async all(tx: Transaction, planned: PlannedBoard, instant: number): Promise<Scored> {
    const { plan } = planned
    const members = this.members()
    const taken: TakenFacts[] = []
    const scores: UnitScore[] = []
    for (let at = 0; at < members.length; at += CHUNK_UNITS) {
      const chunk = await readFacts(tx, plan, { units: members.slice(at, at + CHUNK_UNITS), instant })
      for (const unit of chunk) {
        taken.push(unit)
        scores.push(scoreUnit(plan, unit.facts, instant))
      }
      if (at + CHUNK_UNITS < members.length) await new Promise(setImmediate)
    }
    const known = await readKnown(tx, this.record.id)
    const codes = new Map(members.map(({ id, code }) => [id, code]))
    const rows = new Map([...known].flatMap(([id, row]) => (codes.has(id) ? [[codes.get(id) as string, { ...row, facts: '', lastEvent: null }]] : [])))
    const removed = [...known.keys()].filter((id) => !codes.has(id))
    return { score: scoreBoard(plan, scores, instant), before: null, taken, rows, candidates: new Set(members.map(({ code }) => code)), removed, units: this.numbers() }
  }

  private members(): FactUnit[] {
    return this.parts.directory.group(this.record.group_id)?.units ?? []
  }

  private numbers(): (code: string) => number {
    return (code) => this.parts.directory.unitByCode(code)?.id ?? 0
  }
}

/** Of units that were not taken, what was entered has been seen when they were. */
function firstEffective(taken: readonly TakenFacts[]): string | null {
  return taken.reduce<string | null>((first, { nextEffective: day }) => (first === null || (day !== null && day < first) ? day : first), null)
}
