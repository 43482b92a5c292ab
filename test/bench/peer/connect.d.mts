import type { Engine } from '../../engines/engines.mjs'

/** Where the sink reads, and into which table it upserts by which column. */
export interface ConnectOptions {
  folder: string
  brokers: string
  topic: string
  jdbcUrl: string
  user: string
  table: string
  key: string
}

export declare function startConnect(options: ConnectOptions): Promise<Pick<Engine, 'remove' | 'log'>>
