import { afterEach, describe, expect, it } from '@jest/globals'
import type { EventRecord, LogRecord, Verdict } from '@tierline/contracts/log-record'
import { Overloaded } from './event-log.ts'
import type { EventLog, LogBatch, LogConsumer, LogGap, LogPartition, StoredStand } from './event-log.ts'

/** An empty log of the adapter that is tried, with the given bound on waiting records; `close` stops it and takes it away. */
export interface OpenedLog {
  log: EventLog
  close(): Promise<void>
}

const ARRIVED = Date.UTC(2021, 11, 15)

/** An event of a unit. */
export const logRecord = (id: string, unit = 'u1'): EventRecord => ({
  kind: 'event', source: 's', id, type: 'code.claimed', unit, subject: unit, time: ARRIVED, arrived: ARRIVED,
  identity: '0123456789abcdef0123456789abcdef', content: '0123456789abcdef0123456789abcdef', corrects: null, data: {}, replayOf: null,
})

/** Keeps what it commits, and its positions as the roll-up does; `before` may hold a batch or fail it. */
export class KeepingConsumer implements LogConsumer {
  readonly records: LogRecord[] = []
  private readonly positions = new Map<string, number>()

  constructor(private readonly before: (batch: LogBatch) => Promise<void> = () => Promise.resolve()) {}

  position({ log, partition }: LogPartition, start: number): Promise<number> {
    return Promise.resolve(this.positions.get(`${log}/${partition}`) ?? start)
  }

  reread(partition: LogPartition, start: number): Promise<number> {
    return this.position(partition, start)
  }

  standing(log: string): Promise<StoredStand[]> {
    const own = [...this.positions].filter(([name]) => name.startsWith(`${log}/`))
    return Promise.resolve(own.map(([name, next]) => ({ partition: Number(name.slice(log.length + 1)), next, isStopped: false, hasIncident: false })))
  }

  adopt(): Promise<void> {
    return Promise.resolve()
  }

  openGap(gap: LogGap): Promise<void> {
    return Promise.reject(new Error(`a gap in a log that nobody trimmed: ${JSON.stringify(gap)}`))
  }

  async consume(batch: LogBatch): Promise<Verdict[]> {
    await this.before(batch)
    this.records.push(...batch.records)
    const last = batch.positions?.at(-1)
    if (last !== undefined) this.positions.set(`${batch.log}/${batch.partition}`, last + 1)
    return batch.records.map(() => ({ outcome: 'counted' }))
  }

  idsOf(unit?: string): string[] {
    return this.records.flatMap((record) => (record.kind === 'event' && (unit === undefined || record.unit === unit) ? [record.id] : []))
  }
}

type OpenLog = (queuedRecords?: number) => Promise<EventLog>

/** What every event log promises; each adapter's own test runs it. */
export function eventLogBehaviour(name: string, open: (queuedRecords: number) => Promise<OpenedLog>): void {
  describe(`the event log, ${name}`, () => {
    const opened: OpenedLog[] = []
    const openLog = async (queuedRecords = 50_000): Promise<EventLog> => {
      const one = await open(queuedRecords)
      opened.push(one)
      return one.log
    }
    afterEach(async () => { for (const one of opened.splice(0)) await one.close() })
    takesRecords(openLog)
    givesRecords(openLog)
  })
}

function takesRecords(openLog: OpenLog): void {
  it('gives every record that it acknowledged to its consumer, each unit’s in order', async () => {
    const log = await openLog()
    const consumer = new KeepingConsumer()
    log.consume(consumer)
    const units = ['u1', 'u2', 'u3', 'u4']
    const appends = Array.from({ length: 60 }, (_, at) => units.map((unit) => logRecord(`${unit}-${at}`, unit)))
    await Promise.all(appends.map((records) => log.append(records)))
    await until(() => consumer.records.length >= 240)
    for (const unit of units) expect(consumer.idsOf(unit)).toEqual(Array.from({ length: 60 }, (_, at) => `${unit}-${at}`))
    expect(log.queued()).toBe(0)
  })

  it('takes an empty append, and one that is larger than a batch', async () => {
    const log = await openLog()
    const consumer = new KeepingConsumer()
    log.consume(consumer)
    await log.append([])
    await log.append(Array.from({ length: 12_000 }, (_, at) => logRecord(`${at}`)))
    await until(() => consumer.records.length >= 12_000)
    expect(consumer.idsOf()).toEqual(Array.from({ length: 12_000 }, (_, at) => `${at}`))
  })

  it('refuses what would pass its bound, says when to come back, and keeps what it has taken', async () => {
    const log = await openLog(10)
    const first = log.append(Array.from({ length: 8 }, (_, at) => logRecord(`${at}`)))
    const refused = await log.append([logRecord('a'), logRecord('b'), logRecord('c')]).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Overloaded)
    expect((refused as Overloaded).retryAfterSeconds).toBe(1)
    const consumer = new KeepingConsumer()
    log.consume(consumer)
    await first
    await until(() => consumer.records.length >= 8)
    expect(consumer.idsOf()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  })

  it('answers for what waits when it is stopped, and takes no more', async () => {
    const log = await openLog()
    const consumer = new KeepingConsumer()
    log.consume(consumer)
    const waiting = log.append([logRecord('a')])
    const stopping = log.stop()
    await expect(log.append([logRecord('b')])).rejects.toThrow('stopping')
    await Promise.all([waiting, stopping])
    expect(log.queued()).toBe(0)
  })
}

function givesRecords(openLog: OpenLog): void {
  it('gives live records to its consumer while imports stand still', async () => {
    const log = await openLog()
    const imported = Array.from({ length: 5 }, (_, at) => log.append([logRecord(`old-${at}`)], 'backfill'))
    const live = log.append([logRecord('live')])
    let see = (): void => undefined
    const isSeen = new Promise<void>((resolve) => { see = resolve })
    // A log that gave imports first would wait here for ever.
    const consumer = new KeepingConsumer(({ records }) => {
      if (records.some((record) => record.id === 'live')) see()
      return isSeen
    })
    log.consume(consumer)
    await Promise.all([live, ...imported])
    await until(() => consumer.records.length >= 6)
    expect(consumer.idsOf().sort()).toEqual(['live', 'old-0', 'old-1', 'old-2', 'old-3', 'old-4'])
  })

  it('loses nothing to a consumer that fails: the records come again, or their sender is told', async () => {
    const log = await openLog()
    let failures = 2
    const consumer = new KeepingConsumer(() => {
      failures -= 1
      return failures >= 0 ? Promise.reject(new Error('database away')) : Promise.resolve()
    })
    log.consume(consumer)
    await appendUntilTaken(log, [logRecord('a'), logRecord('b')])
    await until(() => consumer.records.length >= 2)
    expect(consumer.idsOf()).toEqual(['a', 'b'])
    expect(failures).toBeLessThan(0)
  })
}

/** As every sender does: the same records again, until they are acknowledged. */
async function appendUntilTaken(log: EventLog, records: readonly LogRecord[]): Promise<void> {
  for (;;) {
    try {
      await log.append(records)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

const PATIENCE_MS = 45_000

async function until(isTrue: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (!isTrue()) {
    if (Date.now() > giveUpAt) throw new Error('waited 45 s in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
