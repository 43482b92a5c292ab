import type { Engine, Parts } from './engines.mjs'

export interface TimescaleOptions {
  folder: string
  port?: number
  /** As in postgresql.conf, over ours: `{ max_connections: '20' }`. fsync is off unless told. */
  settings?: Record<string, string>
  /** The plain PostgreSQL 17 of the same parts, without the extension loaded. */
  isPlain?: boolean
  /** Its data on a volume of this size, which can be filled; at least 150. */
  volumeMb?: number
}

export interface TimescaleEngine extends Engine {
  /** Of the server's own database, as its superuser. */
  readonly url: string
  urlOf(database: string): string
  /** Which TimescaleDB is there. */
  edition(): Promise<'apache' | 'timescale' | 'none'>
  /** pg_dump of a database to a file, in its custom format. */
  dump(database: string, file: string): Promise<void>
  /** pg_restore of such a file into a new database. */
  restore(file: string, database: string): Promise<void>
  /** Of a server that was started with volumeMb: more or less room while it runs. */
  resizeVolume?(sizeMb: number): Promise<void>
}

export declare function provide(): Promise<Parts>

export declare function start(options: TimescaleOptions): Promise<TimescaleEngine>
