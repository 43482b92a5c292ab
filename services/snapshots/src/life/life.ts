import type { SnapshotMove, SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { readInstant } from '@tierline/boards/board/watermark.store'
import { WallClock } from '@tierline/platform/clock'
import type { Transaction } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { queueDeliveries } from '../deliver/delivery.store.ts'
import { unknownSnapshot } from '../freeze/freezes.ts'
import { addStep } from '../freeze/write.store.ts'
import { endOpen, readObjections } from '../objection/objection.store.ts'
import { kindOf } from '../plan/periods.ts'
import { readPlanFor } from '../plan/plan.store.ts'
import { finalise } from './finalise.ts'
import { holdDue, holdSnapshot, readDue, readIssued, setState } from './life.store.ts'
import type { HeldSnapshot } from './life.store.ts'
import { dueOf, movesFrom, nextState, STATE_WORDS } from './moves.ts'

interface Act {
  to: SnapshotState
  by: string
  note: string
  now: number
}

/** The life of snapshots: every move in one transaction that holds the snapshot, so that of two at once the second finds the first's state. */
export class SnapshotLife {
  constructor(private readonly platform: Platform) {}

  /** A person's move; a 409 says which moves are possible, or which objections are open. */
  async move(id: number, { to, by, note }: SnapshotMove): Promise<void> {
    const now = await this.now()
    await this.inOne(async (tx) => {
      const held = (await holdSnapshot(tx, id)) ?? unknownSnapshot(id)
      refuseImpossible(held, to)
      await act(tx, held, { to, by, note, now })
      return true
    })
  }

  /** Ends what is over by the stored clock: checking and objections of which no objection is open. Returns how many moved. */
  async endDue(now: number): Promise<number> {
    let moved = 0
    for (const id of await readDue(this.platform.db, now)) if (await this.endOne(id, now)) moved++
    return moved
  }

  private async endOne(id: number, now: number): Promise<boolean> {
    return await this.inOne(async (tx) => {
      const held = await holdDue(tx, id, now)
      const to = held && nextState(held.state, held.steps)
      if (!held || to === null || (await openObjections(tx, held)).length > 0) return false
      await act(tx, held, { to, by: 'tierline', note: `${STATE_WORDS[held.state]}期满，自动转入${STATE_WORDS[to]}`, now })
      return true
    })
  }

  private async inOne(work: (tx: Transaction) => Promise<boolean>): Promise<boolean> {
    const revision = await this.platform.db.transaction(async (tx) => ((await work(tx)) ? await raiseRevision(tx, 'snapshot') : null))
    if (revision !== null) this.platform.signal.publish('snapshot', revision)
    return revision !== null
  }

  private async now(): Promise<number> {
    return (await readInstant(this.platform.db)) ?? this.platform.clock.now()
  }
}

async function act(tx: Transaction, held: HeldSnapshot, { to, by, note, now }: Act): Promise<void> {
  if (to === 'final') {
    refuseOpen(held, await openObjections(tx, held))
    await finalise(tx, held)
  }
  if (to === 'withdrawn') await endOpen(tx, held.id, { by, at: now, reason: `通报撤回：${note}` })
  await setState(tx, held.id, { state: to, due: dueOf(to, held.steps, now) })
  await addStep(tx, held.id, { at: now, state: to, by, note })
  if (to !== 'issued') return
  const kind = kindOf(held.period)
  const plan = kind && (await readPlanFor(tx, { rubric: held.rubric, group: held.group, period: kind }))
  // Sending runs by the machine's time.
  if (plan) await queueDeliveries(tx, { snapshot: held.id, plan, now: new WallClock().now() })
  for (const before of await readIssued(tx, held)) {
    await setState(tx, before, { state: 'superseded', due: null })
    await addStep(tx, before, { at: now, state: 'superseded', by, note: `第 ${held.revision} 版（#${held.id}）已签发` })
  }
}

async function openObjections(tx: Transaction, { id }: HeldSnapshot): Promise<{ id: number; unit: string; indicator: string }[]> {
  return (await readObjections(tx, id)).filter(({ state }) => state === 'open')
}

function refuseImpossible({ id, state, steps }: HeldSnapshot, to: SnapshotState): void {
  const possible = movesFrom(state, steps)
  if (possible.includes(to)) return
  const words = (states: readonly SnapshotState[]): string => states.map((one) => `${one} ${STATE_WORDS[one]}`).join('、')
  const rest = possible.length === 0 ? 'From here it moves no more; a revision is a snapshot of its own.' : `Possible now: ${words(possible)}.`
  throw new ProblemError(409, 'impossible_move', { title: 'This move is not possible', detail: `Snapshot #${id} is ${words([state])}; it cannot become ${words([to])}. ${rest}` })
}

function refuseOpen({ id }: HeldSnapshot, open: readonly { id: number; unit: string; indicator: string }[]): void {
  if (open.length === 0) return
  throw new ProblemError(409, 'open_objections', {
    title: 'Objections are open', detail: `Snapshot #${id} cannot be made final: ${open.length} objections are open: ${open.map((one) => `#${one.id} (${one.unit}, ${one.indicator})`).join(', ')}. Decide them first.`,
  })
}
