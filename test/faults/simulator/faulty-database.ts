import { Database } from '@tierline/platform/database/database'
import type { DatabaseAddress, Isolation, RowSchema, Statements, Transaction } from '@tierline/platform/database/database'
import type { Random } from '../../support/random.ts'
import type { Actor, Schedule } from './schedule.ts'

/** The connection went away; whether a commit under way was kept is not known to the caller. */
export class ConnectionLost extends Error {
  readonly code = 'ECONNRESET'

  constructor(when: string) {
    super(`Connection terminated unexpectedly (simulated ${when})`)
  }
}

/** Who uses the database and what may happen to it. */
export interface Weather {
  actor: Actor
  schedule: Schedule
  random: Random
  /** Share of the transactions that lose their connection; 0 while a round is drained. */
  lossRate: number
}

/** Most statements of one transaction that a loss can wait for. */
const WITHIN = 12

/**
 * A real connection to a real PostgreSQL behind which the seed decides: each statement waits for its turn, and some transactions lose their
 * connection before a statement, before the commit (all is rolled back) or after it (all stands, and the caller sees an error).
 */
export class FaultyDatabase extends Database {
  constructor(address: DatabaseAddress, readonly weather: Weather) {
    super(address, 2)
  }

  override rows<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T[]> {
    return this.statement(sql, () => super.rows(schema, sql, values))
  }

  override one<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T> {
    return this.statement(sql, () => super.one(schema, sql, values))
  }

  override maybe<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T | null> {
    return this.statement(sql, () => super.maybe(schema, sql, values))
  }

  override run(sql: string, values?: readonly unknown[]): Promise<number> {
    return this.statement(sql, () => super.run(sql, values))
  }

  override async transaction<T>(work: (tx: Transaction) => Promise<T>, isolation?: Isolation): Promise<T> {
    const { actor, schedule } = this.weather
    const loss = this.drawLoss()
    await schedule.turn(actor, isolation === undefined ? 'begin' : `begin ${isolation}`)
    let end = (): void => undefined
    const ending = new Promise<void>((resolve) => { end = resolve })
    try {
      const result = await super.transaction(async (tx) => {
        try {
          const kept = await work(this.watched(tx, loss))
          await schedule.turn(actor, 'commit')
          if (loss === 'before the commit') throw new ConnectionLost(loss)
          return kept
        } finally {
          // The commit or the roll-back that follows is the actor's statement too.
          void schedule.during(actor, () => ending)
        }
      }, isolation)
      if (loss === 'after the commit') throw new ConnectionLost(loss)
      return result
    } catch (error) {
      schedule.tell(actor, `✗ ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
      throw error
    } finally {
      end()
      schedule.release()
    }
  }

  private drawLoss(): 'before the commit' | 'after the commit' | number | null {
    const { random, lossRate } = this.weather
    if (!random.chance(lossRate)) return null
    const drawn = random.whole(0, WITHIN + 7)
    if (drawn < WITHIN) return drawn
    return drawn % 2 === 0 ? 'before the commit' : 'after the commit'
  }

  /** A lone statement is a transaction of its own; it is lost before it or after it. */
  private async statement<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const { actor, schedule, random, lossRate } = this.weather
    await schedule.turn(actor, brief(sql))
    const isLost = random.chance(lossRate / 4)
    if (isLost && random.chance(0.5)) throw new ConnectionLost('before a statement')
    const result = await schedule.during(actor, run)
    if (isLost) throw new ConnectionLost('after a statement')
    return result
  }

  /** Once the connection is gone, nothing of the transaction goes through any more. */
  private watched(tx: Transaction, loss: ReturnType<FaultyDatabase['drawLoss']>): Statements {
    const { actor, schedule } = this.weather
    let sent = 0
    let lost: ConnectionLost | null = null
    const watch = async <T>(sql: string, run: () => Promise<T>): Promise<T> => {
      if (!lost) await schedule.turn(actor, `  ${brief(sql)}`)
      if (typeof loss === 'number' && sent >= loss) lost ??= new ConnectionLost('before a statement')
      if (lost) throw lost
      sent += 1
      return await schedule.during(actor, run)
    }
    return {
      rows: (schema, sql, values) => watch(sql, () => tx.rows(schema, sql, values)),
      one: (schema, sql, values) => watch(sql, () => tx.one(schema, sql, values)),
      maybe: (schema, sql, values) => watch(sql, () => tx.maybe(schema, sql, values)),
      run: (sql, values) => watch(sql, () => tx.run(sql, values)),
    }
  }
}

const brief = (sql: string): string => sql.trim().replace(/\s+/g, ' ').slice(0, 60)
