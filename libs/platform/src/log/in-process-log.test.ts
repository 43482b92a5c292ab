import { describe, expect, it } from '@jest/globals'
import type { RefusedRecord, Verdict } from '@tierline/contracts/log-record'
import { Unpositioned } from '../testing/unpositioned.ts'
import { eventLogBehaviour } from './event-log.behaviour.ts'
import type { LogBatch, LogConsumer } from './event-log.ts'
import { InProcessLog } from './in-process-log.ts'

const record = (id: string): RefusedRecord => ({
  kind: 'refused', code: 'unknown_type', detail: '', source: 's', id, type: null, subject: null, time: null, arrived: 0, payload: null, sealed: null, replayOf: null,
})

/** A consumer that keeps its batches and names each record in its verdict. */
function recorder(fail: (batch: LogBatch) => boolean = () => false): { batches: LogBatch[]; consume: LogConsumer } {
  const batches: LogBatch[] = []
  const consume = async (batch: LogBatch): Promise<Verdict[]> => {
    batches.push(batch)
    await new Promise(setImmediate)
    if (fail(batch)) throw new Error('database away')
    return batch.records.map(({ id }) => ({ outcome: 'counted', detail: id ?? '' }))
  }
  return { batches, consume: new (class extends Unpositioned implements LogConsumer { consume = consume })() }
}

eventLogBehaviour('in the process', (queuedRecords) => {
  const log = new InProcessLog({ batchRecords: 5_000, queuedRecords })
  return Promise.resolve({ log, close: () => log.stop() })
})

describe('InProcessLog', () => {
  it('lets appends that wait together share one commit and answers each with its own verdicts', async () => {
    const log = new InProcessLog()
    const { batches, consume } = recorder()
    log.consume(consume)
    const replies = await Promise.all([log.append([record('a'), record('b')]), log.append([record('c')])])
    expect(batches.map((batch) => batch.records.length)).toEqual([3])
    expect(replies.map((verdicts) => verdicts.map((verdict) => verdict.detail))).toEqual([['a', 'b'], ['c']])
  })

  it('keeps order and never splits an append over the bound of a batch', async () => {
    const log = new InProcessLog({ batchRecords: 3, queuedRecords: 100 })
    const { batches, consume } = recorder()
    log.consume(consume)
    await Promise.all([log.append([record('a'), record('b')]), log.append([record('c'), record('d')]), log.append([record('e')])])
    expect(batches.map((batch) => batch.records.map(({ id }) => id))).toEqual([['a', 'b'], ['c', 'd', 'e']])
  })

  it('fails only the group whose commit failed', async () => {
    const log = new InProcessLog({ batchRecords: 1, queuedRecords: 100 })
    const { consume } = recorder((batch) => batch.records[0]?.id === 'bad')
    log.consume(consume)
    const [bad, good] = await Promise.allSettled([log.append([record('bad')]), log.append([record('good')])])
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
    expect(log.queued()).toBe(0)
  })

  it('takes the live lane first: what is imported waits until nothing live does', async () => {
    const log = new InProcessLog({ batchRecords: 2, queuedRecords: 100 })
    const { batches, consume } = recorder()
    const replies = Promise.all([log.append([record('old'), record('older')], 'backfill'), log.append([record('oldest')], 'backfill'), log.append([record('now')])])
    log.consume(consume)
    await replies
    expect(batches.map((batch) => batch.records.map(({ id }) => id))).toEqual([['now'], ['old', 'older'], ['oldest']])
  })

  it('takes one consumer only', () => {
    const log = new InProcessLog()
    log.consume(recorder().consume)
    expect(() => log.consume(recorder().consume)).toThrow('would count events twice')
  })
})
