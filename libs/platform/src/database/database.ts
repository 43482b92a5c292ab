import { createHash } from 'node:crypto'
import pg from 'pg'
import { sqlState } from './database-errors.ts'
import { rowTypes } from './row-types.ts'

/** What turns a raw row into a typed one: any zod schema, or `raw<T>()` on hot paths. */
export interface RowSchema<T> {
  parse(row: unknown): T
}

/** Takes rows as they come, for hot paths whose constant SQL fixes the shape. */
export const raw = <T>(): RowSchema<T> => ({ parse: (row) => row as T })

/** The statements that a database and a transaction both run. SQL is constant text, prepared once a connection. */
export interface Statements {
  rows<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T[]>
  /** Exactly one row; anything else is an error. */
  one<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T>
  maybe<T>(schema: RowSchema<T>, sql: string, values?: readonly unknown[]): Promise<T | null>
  /** Number of rows touched. */
  run(sql: string, values?: readonly unknown[]): Promise<number>
}

/** One open transaction; statements sent without waiting for each other are pipelined in order. */
export type Transaction = Statements

export type Isolation = 'read committed' | 'repeatable read'

/** Connection details: a URL, or a socket folder with user and database. */
export interface DatabaseAddress {
  connectionString?: string
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
  /** Schemas in which unqualified names are looked up before `public`. */
  searchPath?: string
}

/**
 * PostgreSQL through a pool; the only file that imports pg.
 * bigint comes as BigInt, timestamptz as epoch ms, date as `YYYY-MM-DD`, numeric as text, bytea as Buffer, json parsed.
 */
export class Database implements Statements {
  private readonly pool: pg.Pool

  constructor(readonly address: DatabaseAddress, connections = 10) {
    const { searchPath, ...place } = address
    const options = `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${HELD_MS}${searchPath === undefined ? '' : ` -c search_path=${searchPath},public`}`
    this.pool = new pg.Pool({ ...place, max: connections, types: rowTypes(pg.types), options, pipeline: true } as pg.PoolConfig)
    // An idle connection that dies is replaced by the pool; the next statement shows the fault if it lasts.
    this.pool.on('error', () => undefined)
    // One that dies in the middle of a transaction fails the statement that comes next; unheard, its error would end the process.
    this.pool.on('connect', (client) => void client.on('error', () => undefined))
  }

  rows<T>(schema: RowSchema<T>, sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return statementsOn(this.pool).rows(schema, sql, values)
  }

  one<T>(schema: RowSchema<T>, sql: string, values: readonly unknown[] = []): Promise<T> {
    return statementsOn(this.pool).one(schema, sql, values)
  }

  maybe<T>(schema: RowSchema<T>, sql: string, values: readonly unknown[] = []): Promise<T | null> {
    return statementsOn(this.pool).maybe(schema, sql, values)
  }

  run(sql: string, values: readonly unknown[] = []): Promise<number> {
    return statementsOn(this.pool).run(sql, values)
  }

  /** Runs text that holds several statements (migrations) on one connection, in one transaction. */
  async script(sql: string): Promise<void> {
    await this.pool.query(sql)
  }

  /** Commits what `work` did, or rolls all of it back when it throws. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>, isolation: Isolation = 'read committed'): Promise<T> {
    const client = await this.pool.connect()
    const failures: unknown[] = []
    const open = { isOver: false }
    try {
      const begun = client.query(BEGIN[isolation])
      begun.catch(() => undefined)
      const result = await work(statementsOn(client, failures, open))
      await begun
      open.isOver = true
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      open.isOver = true
      await rollBack(client)
      // Of pipelined statements the first failure is the cause; those behind it only say that the transaction is aborted, and may say so first.
      throw sqlState(error) === ABORTED ? (failures[0] ?? error) : error
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

/** A process that is stopped in the middle of a transaction (SIGSTOP, a host that vanished) holds its locks against whoever takes over; after this long PostgreSQL ends the transaction. */
const HELD_MS = 15_000
const ABORTED = '25P02'
const BEGIN: Record<Isolation, string> = {
  'read committed': 'begin isolation level read committed',
  'repeatable read': 'begin isolation level repeatable read',
}

async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch (error) {
    client.release(error instanceof Error ? error : true)
  }
}

function statementsOn(target: pg.Pool | pg.PoolClient, failures: unknown[] = [], open = { isOver: false }): Statements {
  const query = async (sql: string, values: readonly unknown[]): Promise<pg.QueryResult<pg.QueryResultRow>> => {
    // Of several branches of work one may fail while another is still on its way: what that one sends next would stand alone, outside of any transaction.
    if (open.isOver) throw new Error(`The transaction is over; this statement came too late for it: ${sql.trim().slice(0, 120)}`)
    try {
      return await target.query({ name: statementName(sql), text: sql, values: [...values] })
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  const rows = async <T>(schema: RowSchema<T>, sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await query(sql, values)).rows.map((row) => schema.parse(row))
  const maybe = async <T>(schema: RowSchema<T>, sql: string, values: readonly unknown[] = []): Promise<T | null> => {
    const found = await rows(schema, sql, values)
    if (found.length > 1) throw new Error(`Expected at most one row, found ${found.length}: ${sql.slice(0, 120)}`)
    return found[0] ?? null
  }
  return {
    rows,
    maybe,
    one: async (schema, sql, values = []) => {
      const found = await maybe(schema, sql, values)
      if (found === null) throw new Error(`Expected one row, found none: ${sql.slice(0, 120)}`)
      return found
    },
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
  }
}

const names = new Map<string, string>()

/** Prepared under a name made of the text, so that equal text is parsed once a connection. */
function statementName(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('hex').slice(0, 24)
    names.set(sql, name)
  }
  return name
}
