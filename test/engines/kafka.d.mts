import type { Engine, Parts } from './engines.mjs'

export interface KafkaOptions {
  folder: string
  port?: number
  /** Lines of server.properties, over ours: `{ 'log.segment.bytes': '1048576' }`. */
  properties?: Record<string, string>
  /** 512 unless told. */
  heapMb?: number
}

export declare function provide(): Promise<Parts>

/** One node, broker and controller; up when it resolves. On a folder that was used before it is the same cluster with the same logs. */
export declare function start(options: KafkaOptions): Promise<Engine>
