import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import type { ReplayReply, ReplayRequest } from '@tierline/contracts/quality'
import type { Database } from '@tierline/platform/database/database'
import type { EventLog } from '@tierline/platform/log/event-log'
import type { Door } from '../door/door.ts'
import type { Permits } from '../door/door-faults.ts'
import type { Seal } from '@tierline/platform/seal'
import { readReplayable } from './quarantine.store.ts'
import type { ReplayableRow } from './quarantine.store.ts'

type Result = ReplayReply['results'][number]

/** Rows of one page, and results that a reply lists; `tried` and `wouldPass` count all. */
const PAGE_ROWS = 1_000
const LISTED_RESULTS = 1_000

/** Tries quarantined events again, through the same door as everything else. A dry run says what the door would do and changes nothing. */
export class Replay {
  constructor(private readonly db: Database, private readonly log: EventLog, private readonly door: Door, private readonly seal: Seal) {}

  async run(request: ReplayRequest, permits: Permits): Promise<ReplayReply> {
    const reply: ReplayReply = { dryRun: request.dryRun, tried: 0, wouldPass: 0, results: [] }
    const wanted = { ids: request.ids ?? null, code: request.code ?? null, source: request.source ?? null }
    for (let after = 0n; ;) {
      const rows = await readReplayable(this.db, wanted, after, PAGE_ROWS)
      const last = rows.at(-1)
      if (!last) return reply
      after = last.id
      for (const result of await this.page(rows, request.dryRun, permits)) {
        reply.tried += 1
        if (result.passes) reply.wouldPass += 1
        if (reply.results.length < LISTED_RESULTS) reply.results.push(result)
      }
    }
  }

  private async page(rows: readonly ReplayableRow[], isDry: boolean, permits: Permits): Promise<Result[]> {
    const results = new Map<bigint, Result>()
    const passing: { id: bigint; record: LogRecord }[] = []
    for (const row of rows) {
      const examined = this.examine(row, permits)
      if ('kind' in examined) passing.push({ id: row.id, record: examined })
      else results.set(row.id, examined)
    }
    const verdicts = isDry ? null : await this.log.append(passing.map(({ record }) => record))
    passing.forEach(({ id }, at) => results.set(id, isDry ? passes(id, PASSES_DOOR) : resultOf(id, verdicts?.[at])))
    return rows.flatMap((row) => results.get(row.id) ?? [])
  }

  /** The record to append, or why there is none. */
  private examine(row: ReplayableRow, permits: Permits): LogRecord | Result {
    const examined = this.open(row, permits)
    if (examined === null) {
      return { id: Number(row.id), passes: false, code: row.code, detail: 'event: found no original that can be opened, expected one sealed with this installation’s key. Send the event again from its source.' }
    }
    if (examined.kind === 'event') return examined
    return { id: Number(row.id), passes: false, code: examined.kind === 'refused' ? examined.code : row.code, detail: examined.detail }
  }

  private open(row: ReplayableRow, permits: Permits): ReturnType<Door['examine']> | null {
    if (row.payload) return this.door.examineAgain(row.payload, permits, Number(row.id))
    const original = row.sealed ? this.seal.open(row.sealed) : null
    return original ? this.door.examine(original, permits, Number(row.id)) : null
  }
}

const PASSES_DOOR = 'event: passes the door now; whether it is new is known only when it is replayed.'

function passes(id: bigint, detail: string): Result {
  return { id: Number(id), passes: true, code: null, detail }
}

function resultOf(id: bigint, verdict: Verdict | undefined): Result {
  if (!verdict) return passes(id, 'event: passed the door and was handed to the log.')
  if (verdict.outcome === 'counted') return passes(id, 'event: counted.')
  if (verdict.outcome === 'duplicate') return passes(id, 'event: was there already, counted once.')
  return { id: Number(id), passes: false, code: verdict.code ?? 'unstorable', detail: verdict.detail ?? `event: found the outcome ${verdict.outcome}, expected a new event.` }
}
