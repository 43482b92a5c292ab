import type { Engine, Parts } from './engines.mjs'

export interface RedisOptions {
  folder: string
  port?: number
  /** As in redis.conf; without any nothing is kept on disk, so that a restart is a wiped Redis: `{ appendonly: 'yes' }`. */
  settings?: Record<string, string>
}

export interface RedisEngine extends Engine {
  readonly url: string
}

export declare function provide(): Promise<Parts>

export declare function start(options: RedisOptions): Promise<RedisEngine>
