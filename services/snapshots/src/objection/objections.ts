import type { Fault } from '@tierline/contracts/problem'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { NewObjection, Objection, ObjectionDecision } from '@tierline/contracts/snapshot/snapshot'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { ApiKey } from '@tierline/platform/api-keys'
import type { Transaction } from '@tierline/platform/database/database'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { dayNumber, dayText, parsePeriod, rowOf } from '@tierline/scoring'
import { unknownSnapshot } from '../freeze/freezes.ts'
import { frozenPlan, rescored } from '../freeze/rescored.ts'
import { readUnitRow } from '../freeze/snapshot.store.ts'
import { readFrozenFacts, withAdjustments } from '../life/finalise.ts'
import { holdSnapshot } from '../life/life.store.ts'
import type { HeldSnapshot } from '../life/life.store.ts'
import { STATE_WORDS } from '../life/moves.ts'
import { adjustmentFault, shortfall } from './adjustment-fault.ts'
import { endObjection, insertAdjustment, insertObjection, readAccepted, readObjection, readObjections, readPointsAfter, setPoints } from './objection.store.ts'
import type { ObjectionRecord } from './objection.store.ts'
import { shownObjection } from './shown-objection.ts'

/** 异议: units dispute published leaves. An accepted one becomes an adjustment, of the live board at once and of the snapshot on its way to `final`; no event is edited. */
export class Objections {
  constructor(private readonly platform: Platform) {}

  async enter(snapshot: number, objection: NewObjection, key: ApiKey): Promise<Objection> {
    const id = await this.inOne(async (tx, now) => {
      const held = (await holdSnapshot(tx, snapshot)) ?? unknownSnapshot(snapshot)
      refuseUntimely(held, now)
      const { unit, row } = await this.disputed(tx, held, objection)
      permitUnit(key, unit)
      const double = (await readObjections(tx, snapshot)).find((other) => other.state === 'open' && other.unit === unit && other.indicator === objection.indicator)
      if (double) throw new ProblemError(409, 'already_open', { title: 'It is disputed already', detail: `Objection #${double.id} against ${objection.indicator} of ${unit} is open. Wait for its decision, or withdraw it and enter another.` })
      return await insertObjection(tx, snapshot, { ...objection, unit, at: now, points: row.cells[objection.indicator]?.points ?? null })
    })
    return await this.read(id)
  }

  /** Accepts with signed points, or rejects. */
  async decide(id: number, { accept, adjustment, by, reason }: ObjectionDecision): Promise<Objection> {
    await this.inOne(async (tx, now) => {
      const { held, objection } = await this.held(tx, id)
      if (!accept) {
        if (adjustment !== undefined) throw refused([{ path: 'adjustment', found: adjustment, expected: 'nothing, because it is rejected', mend: 'Leave it out, or accept the objection.' }])
        return await endObjection(tx, id, { state: 'rejected', by, at: now, reason, adjustment: null, judgement: null })
      }
      await this.accept(tx, { held, objection, by, reason, now, value: adjustment })
    })
    this.platform.signal.publish('touched', 'an objection was decided')
    return await this.read(id)
  }

  async withdraw(id: number, { by, reason }: { by: string; reason: string }, key: ApiKey): Promise<Objection> {
    await this.inOne(async (tx, now) => {
      const { objection } = await this.held(tx, id)
      permitUnit(key, objection.unit)
      await endObjection(tx, id, { state: 'withdrawn', by, at: now, reason, adjustment: null, judgement: null })
    })
    return await this.read(id)
  }

  async read(id: number): Promise<Objection> {
    const record = (await readObjection(this.platform.db, id)) ?? unknownObjection(id)
    const [shown] = await shownObjection(this.platform.db, record.snapshot, [record])
    return shown ?? unknownObjection(id)
  }

  private async accept(tx: Transaction, { held, objection, by, reason, now, value }: { held: HeldSnapshot; objection: ObjectionRecord; by: string; reason: string; now: number; value: string | undefined }): Promise<void> {
    const head = JSON.parse(held.head) as SnapshotHead
    const { rubric } = frozenPlan(head)
    const fault = adjustmentFault(rubric, objection.indicator, value)
    const unit = this.platform.directory.unitByCode(objection.unit)
    if (fault || value === undefined) throw refused(fault ? [fault] : [])
    if (!unit) throw notFound('unit', objection.unit, 'It was removed from the directory; reject the objection, or bring the unit back.')
    const { rubric: id, period } = held
    const before = (await readPointsAfter(tx, objection)) ?? objection.points_before
    const judgement = await insertAdjustment(tx, { rubric: id, period, unit: unit.id, indicator: objection.indicator, value, reason: `异议 #${objection.id}：${reason}`, evidence: objection.evidence, by, effective: effectiveDay(period, Date.parse(head.board.asOf)), at: now })
    await endObjection(tx, objection.id, { state: 'accepted', by, at: now, reason, adjustment: value, judgement })
    const view = rescored(head, withAdjustments(await readFrozenFacts(tx, held.id), await readAccepted(tx, held.id)))
    const scored = view.score.byUnit.get(objection.unit)
    const after = scored ? rowOf(view.plan, scored).cells[objection.indicator]?.points ?? null : null
    const short = shortfall({ indicator: objection.indicator, value, before, after })
    if (short) throw refused([short])
    await setPoints(tx, objection.id, { before, after })
  }

  /** The unit and its frozen row, where the leaf is one of the board. */
  private async disputed(tx: Transaction, { id, head }: HeldSnapshot, { unit: text, indicator }: NewObjection): Promise<{ unit: string; row: FrozenRow }> {
    const { board } = JSON.parse(head) as SnapshotHead
    const unit = this.platform.directory.unitByCodeOrAlias(text)?.code ?? text
    const row = await readUnitRow(tx, id, unit)
    const leaves = board.indicators.filter(({ leaf, max }) => leaf && max !== null)
    const faults: Fault[] = []
    if (!row) faults.push({ path: 'unit', found: text, expected: 'the code or an alias of a unit of this snapshot', mend: `GET /v1/snapshots/${id}/rows lists them.` })
    if (!leaves.some((leaf) => leaf.id === indicator)) faults.push({ path: 'indicator', found: indicator, expected: `a leaf that gives points: ${leaves.map((leaf) => leaf.id).join(', ')}`, mend: 'Correct its spelling; a branch is disputed by its leaves.' })
    if (faults.length > 0 || !row) throw refused(faults)
    return { unit, row }
  }

  /** An open objection and its snapshot, both held. */
  private async held(tx: Transaction, id: number): Promise<{ held: HeldSnapshot; objection: ObjectionRecord }> {
    const found = (await readObjection(tx, id)) ?? unknownObjection(id)
    const held = (await holdSnapshot(tx, found.snapshot)) ?? unknownSnapshot(found.snapshot)
    const objection = (await readObjection(tx, id)) ?? found
    if (objection.state !== 'open') throw new ProblemError(409, 'already_decided', { title: 'It is decided already', detail: `Objection #${id} is ${objection.state}, by ${objection.decided_by ?? ''}. A decision stands; a unit that disagrees enters another objection while the snapshot takes them.` })
    return { held, objection }
  }

  private async inOne<T>(work: (tx: Transaction, now: number) => Promise<T>): Promise<T> {
    const { db, clock, signal } = this.platform
    const { result, revision } = await db.transaction(async (tx) => {
      const result = await work(tx, (await readInstant(tx)) ?? clock.now())
      return { result, revision: await raiseRevision(tx, 'snapshot') }
    })
    signal.publish('snapshot', revision)
    return result
  }
}

function refuseUntimely({ id, state, due }: HeldSnapshot, now: number): void {
  if (state !== 'objections') throw new ProblemError(409, 'no_objections_now', { title: 'Objections are not taken now', detail: `Snapshot #${id} is ${state} ${STATE_WORDS[state]}; objections are taken while it is objections ${STATE_WORDS.objections}.` })
  if (due !== null && now >= due) throw new ProblemError(409, 'no_objections_now', { title: 'The days for objections are over', detail: `Snapshot #${id} took objections until ${new Date(due).toISOString()}. Ask the bureau for a revision.` })
}

function permitUnit({ name, units }: ApiKey, unit: string): void {
  if (units === null || units.has(unit)) return
  throw new ProblemError(403, 'not_permitted', { title: 'The key does not permit this', detail: `The key "${name}" may speak for ${[...units].join(', ')} and not for ${unit}. Ask for a key with that unit.` })
}

/** The last day of the period, or of the freeze where it still ran: what holds only later would not count at the cut-off. */
function effectiveDay(period: string, frozen: number): string {
  const until = parsePeriod(period, frozen)?.until ?? frozen
  return dayText(dayNumber(Math.min(frozen, until - 1)))
}

const unknownObjection = (id: number): never => {
  throw notFound('objection', String(id), 'GET /v1/snapshots/{id} lists those against a snapshot.')
}

function refused(faults: readonly Fault[]): ProblemError {
  return new ProblemError(400, 'wrong_field', { title: 'Nothing was entered', detail: faults.map(({ path, found, expected, mend }) => `${path}: found ${found}, expected ${expected}. ${mend}`).join(' '), faults: [...faults] })
}
