import type { BoardKey } from '@tierline/contracts/board'
import type { Bilingual } from '@tierline/contracts/text'
import { findBoard, wantBoard } from '@tierline/boards/board/board.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Transaction } from '@tierline/platform/database/database'
import { sqlState } from '@tierline/platform/database/database-errors'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { parseDay, parsePeriod, startOfDay } from '@tierline/scoring'
import type { Freezer } from '../freeze/freezer.ts'
import type { Freezes } from '../freeze/freezes.ts'
import { isWaiting } from '../freeze/write.store.ts'
import { beginPlan, claimPlan, readFrozenPeriods, setDone, setFault } from './plan.store.ts'
import type { PlanRecord } from './plan.store.ts'
import { nextCutoff } from './schedule.ts'

export interface PlanFreezeParts {
  platform: Platform
  freezes: Freezes
  freezer: Freezer
  rubrics: StoredRubrics
}

/** What came of looking at a plan: a draft, a cut-off passed over, or nothing to do yet. */
export type PlanStep = 'frozen' | 'passed' | 'begun' | 'nothing' | 'waiting'

/**
 * Freezes what a plan's schedule asks for, one cut-off at a time and each in one transaction:
 * 1. Claim the plan; who finds it claimed leaves it (another process is at it).
 * 2. Find the first cut-off after what is done; one that the stored clock has not passed waits.
 * 3. Read the board at the cut-off and write the draft. (Its unique index refuses a second one.)
 * 4. Move what is done. A crash anywhere before the commit leaves nothing, and the next pass begins at 1; after it, the cut-off is done.
 */
export class PlanFreeze {
  constructor(private readonly parts: PlanFreezeParts) {}

  async next(plan: PlanRecord, now: number): Promise<PlanStep> {
    const { db, signal } = this.parts.platform
    const cutoff = plan.done_until === null ? null : nextCutoff(plan.body, plan.done_until)
    if (cutoff && cutoff.at > now) return 'nothing'
    if (cutoff && !(await this.isReady(plan, cutoff))) return 'waiting'
    const { step, revision } = await db.transaction(async (tx) => {
      const claimed = await claimPlan(tx, plan.id, plan.version)
      if (!claimed || claimed.done_until !== plan.done_until) return { step: 'nothing' as const, revision: null }
      if (claimed.done_until === null) {
        await beginPlan(tx, plan.id, now)
        return { step: 'begun' as const, revision: await raiseRevision(tx, 'snapshot') }
      }
      if (!cutoff) return { step: 'nothing' as const, revision: null }
      const step = await this.freeze(tx, claimed, { ...cutoff, now })
      return { step, revision: await raiseRevision(tx, 'snapshot') }
    }, 'repeatable read').catch(leaveToOther)
    if (revision !== null) signal.publish('snapshot', revision)
    return step
  }

  private async freeze(tx: Transaction, { id, body }: PlanRecord, { at, period, now }: { at: number; period: string; now: number }): Promise<PlanStep> {
    const key = { rubric: body.rubric, group: body.group, period }
    if ((await readFrozenPeriods(tx, body)).has(period)) return await this.pass(tx, id, { at, fault: null })
    if (!(await this.isScored(key, at))) return await this.pass(tx, id, { at, fault: { zh: `${period} 不在评分细则的有效期内，不予冻结`, en: `${period} lies outside of the rubric’s time in force and is not frozen` } })
    const board = await findBoard(tx, key)
    if (board === null) return 'waiting'
    const read = await this.parts.freezes.atCutoff(tx, { board, at }).catch((error: unknown) => droppedWords(error))
    if ('zh' in read) return await this.pass(tx, id, { at, fault: { zh: `${period} 未能冻结：${read.zh}`, en: `${period} could not be frozen: ${read.en}` } })
    const note = read.board.reading === 'known' ? '按计划冻结' : '按计划冻结；截止时本榜尚未建立，按截止时刻的事实补算'
    await this.parts.freezer.freeze(tx, { key, at: read, cutoff: at, now, revision: 1, revises: null, plan: body, by: id, note })
    await setDone(tx, id, { until: at, fault: null })
    return 'frozen'
  }

  private async pass(tx: Transaction, id: string, { at, fault }: { at: number; fault: Bilingual | null }): Promise<PlanStep> {
    await setDone(tx, id, { until: at, fault })
    return 'passed'
  }

  /** Whether a version of the rubric scores this period for this group at all. */
  private async isScored({ rubric: id, group, period }: BoardKey, at: number): Promise<boolean> {
    const [rubric, span] = [await this.parts.rubrics.inForce(id, period, at), parsePeriod(period, at)]
    if (!rubric || !span || !rubric.groups.includes(group) || ![rubric.periods.official, ...(rubric.periods.also ?? [])].includes(span.kind)) return false
    const { from, until } = rubric.effective
    return span.until > startOfDay(parseDay(from) ?? 0) && (until === undefined || span.from < startOfDay((parseDay(until) ?? 0) + 1))
  }

  /** The board is there, has been scored, and none of its units waits; a board that is missing is asked for. */
  private async isReady({ id, body }: PlanRecord, { at, period }: { at: number; period: string }): Promise<boolean> {
    const { db, signal } = this.parts.platform
    const key = { rubric: body.rubric, group: body.group, period }
    if ((await readFrozenPeriods(db, body)).has(period) || !(await this.isScored(key, at))) return true
    const board = await findBoard(db, key)
    if (board !== null) return !(await isWaiting(db, board))
    await wantBoard(db, key)
    await setFault(db, id, { zh: `正在等待榜 ${period} 建立`, en: `Waiting for the board of ${period} to be made` })
    signal.publish('touched', 'a board is wanted')
    return false
  }
}

/** A plan that another process moved since this transaction began, or a draft that it has just written: the next pass looks again. */
function leaveToOther(error: unknown): { step: PlanStep; revision: null } {
  if (['40001', '23505'].includes(sqlState(error) ?? '')) return { step: 'nothing', revision: null }
  throw error
}

function droppedWords(error: unknown): { zh: string; en: string } {
  if (!(error instanceof ProblemError)) throw error
  return { zh: '截止时本榜尚未建立，而所需事件已不再保存', en: error.message }
}
