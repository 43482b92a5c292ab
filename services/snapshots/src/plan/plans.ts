import type { Fault } from '@tierline/contracts/problem'
import type { SnapshotPlan, SnapshotPlanBody, SnapshotPlanChange } from '@tierline/contracts/snapshot/plan'
import type { Bilingual } from '@tierline/contracts/text'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Transaction } from '@tierline/platform/database/database'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { holdRevision, raiseRevision } from '@tierline/platform/signal/revision.store'
import { canonicalJson } from '@tierline/scoring'
import { bodyFaults, placeFaults, readPlanFiles } from './plan-faults.ts'
import type { FiledPlan } from './plan-faults.ts'
import { holdPlan, readFrozenPeriods, readPlans, removePlan, storePlan } from './plan.store.ts'
import type { PlanRecord } from './plan.store.ts'
import { nextFreeze } from './schedule.ts'

/** The plans by which boards are frozen: those of files and those that were entered. */
export class Plans {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  async list(): Promise<SnapshotPlan[]> {
    const [plans, rules, now] = [await readPlans(this.platform.db), await this.rules(), await this.now()]
    return await Promise.all(plans.map(async (plan) => await this.shown(plan, { faults: placeFaults(plan.body, rules), now })))
  }

  async read(id: string): Promise<SnapshotPlan> {
    const plans = await this.list()
    return plans.find(({ plan }) => plan.id === id) ?? Promise.reject(notFound('plan of snapshots', id, `There are: ${plans.map(({ plan }) => plan.id).join(', ') || 'none'}.`))
  }

  /** Enters or changes a plan; a 400 with every fault where it cannot be, a 409 where it stands in a file. */
  async put(id: string, { plan, by, reason }: SnapshotPlanChange): Promise<SnapshotPlan> {
    const other: Fault[] = plan.id === id ? [] : [{ path: 'plan.id', found: plan.id, expected: `${id}, as in the address`, mend: 'A plan keeps its id; remove it and enter another.' }]
    const faults = [...other, ...[...bodyFaults(plan), ...placeFaults(plan, await this.rules())].map((fault) => ({ ...fault, path: `plan.${fault.path}` }))]
    if (faults.length > 0) throw refused(faults)
    const now = await this.now()
    await this.change(async (tx) => {
      const before = await holdPlan(tx, id)
      refuseFiled(before)
      await storePlan(tx, { body: plan, origin: 'entered', by, at: now, reason, isAnew: isAnew(before, plan) })
    })
    return await this.read(id)
  }

  /** Nothing is frozen by it any more; its snapshots stay. */
  async remove(id: string, { by, reason }: { by: string; reason: string }): Promise<void> {
    await this.read(id)
    const now = await this.now()
    await this.change(async (tx) => {
      refuseFiled(await holdPlan(tx, id))
      await removePlan(tx, id, { by, at: now, reason })
    })
  }

  /** Brings the plans of the rules folder, and takes out those that stand there no more; a fault in one refuses all, and the error names every fault of every file. */
  async load(texts: readonly NamedText[] = this.platform.rules.snapshotPlans): Promise<void> {
    const files = readPlanFiles(texts)
    if ('faults' in files) throw new Error(`The plans of snapshots have faults; mend them and start again:\n${files.faults.map(({ path, found, expected, mend }) => `  ${path}: found ${found}, expected ${expected}. ${mend}`).join('\n')}`)
    const now = await this.now()
    await this.change(async (tx) => {
      // Two processes that start at once load one after the other, and the second finds nothing to do.
      await holdRevision(tx, 'snapshot')
      const stored = await readPlans(tx)
      for (const plan of files.plans) await this.take(tx, plan, now)
      const gone = stored.filter(({ id, origin }) => origin === 'file' && !files.plans.some(({ body }) => body.id === id))
      for (const { id, entered_by: by } of gone) await removePlan(tx, id, { by, at: now, reason: '文件中已无此计划 / it stands in no file any more' })
    })
  }

  private async take(tx: Transaction, { body, by, on, file }: FiledPlan, now: number): Promise<void> {
    const before = await holdPlan(tx, body.id)
    if (before?.origin === 'file' && before.removed_at === null && canonicalJson(before.body) === canonicalJson(body)) return
    await storePlan(tx, { body, origin: 'file', by, at: now, reason: `${file.split(/[\\/]/).at(-1) ?? file}，${on}`, isAnew: isAnew(before, body) })
  }

  private async change(work: (tx: Transaction) => Promise<void>): Promise<void> {
    const { db, signal } = this.platform
    signal.publish('snapshot', await db.transaction(async (tx) => {
      await work(tx)
      return await raiseRevision(tx, 'snapshot')
    }))
  }

  private async shown(plan: PlanRecord, { faults, now }: { faults: readonly Fault[]; now: number }): Promise<SnapshotPlan> {
    const { body, version, origin, entered_by: by, entered_at: at, reason, begun, done_until: done, fault } = plan
    const frozen = await readFrozenPeriods(this.platform.db, body)
    const next = body.enabled ? nextFreeze(body, done ?? begun ?? now, (period) => frozen.has(period)) : null
    return { plan: body, version, origin, by, at: new Date(at).toISOString(), reason, next: next && { cutoff: new Date(next.at).toISOString(), period: next.period }, fault: faults[0] ? faultWords(faults) : fault }
  }

  private async rules() {
    return { rubrics: await this.rubrics.active(), hasGroup: (id: string) => this.platform.directory.group(id) !== undefined }
  }

  private async now(): Promise<number> {
    return (await readInstant(this.platform.db)) ?? this.platform.clock.now()
  }
}

/** A new plan, one that was removed or switched off, and one of another board begin now: what lies behind is not theirs to freeze. */
function isAnew(before: PlanRecord | null, plan: SnapshotPlanBody): boolean {
  if (!before || before.removed_at !== null) return true
  const { rubric, group, period, enabled } = before.body
  return !enabled || rubric !== plan.rubric || group !== plan.group || period !== plan.period
}

function refuseFiled(before: PlanRecord | null): void {
  if (before?.origin !== 'file' || before.removed_at !== null) return
  throw new ProblemError(409, 'stands_in_file', { title: 'This plan stands in a file', detail: `The plan ${before.id} stands in the folder rubrics/snapshot-plans and is changed there; start again afterwards. To try another one, enter it under another id.` })
}

function refused(faults: readonly Fault[]): ProblemError {
  return new ProblemError(400, 'wrong_field', { title: 'The plan was not entered', detail: faults.map(({ path, found, expected, mend }) => `${path}: found ${found}, expected ${expected}. ${mend}`).join(' '), faults: [...faults] })
}

/** For people who look at the list: the plan cannot work as it stands. */
function faultWords(faults: readonly Fault[]): Bilingual {
  return {
    zh: `计划无法执行：${faults.map(({ path, found, expected }) => `${FIELDS[path] ?? path} ${found} 不可用（应为 ${expected}）`).join('；')}`,
    en: `The plan cannot be carried out: ${faults.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`).join('; ')}`,
  }
}

const FIELDS: Readonly<Record<string, string>> = { rubric: '评分细则', group: '同类组', period: '周期' }
