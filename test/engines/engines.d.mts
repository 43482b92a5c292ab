export type EngineName = 'kafka' | 'timescale' | 'redis'

/** The variables by which tests find the engines: TIERLINE_TEST_KAFKA, TIERLINE_TEST_TIMESCALE_URL, TIERLINE_TEST_REDIS_URL. */
export type EngineAddresses = Record<string, string>

export declare const ENGINES: EngineName[]

/** Hands engines to some work and removes what it started for it, whatever happens; `{ reason }` where one cannot be had. */
export declare function withEngines<T>(names: readonly EngineName[], work: (addresses: EngineAddresses) => Promise<T>): Promise<T | { reason: string }>

/** What is there to start an engine from, fetched if need be; `reason` says what was tried where nothing is. */
export interface Parts {
  reason?: string
  image?: string
  [part: string]: string | undefined
}

/** An engine of one's own, on 127.0.0.1, with its data in the folder it was given. */
export interface Engine {
  /** `127.0.0.1:PORT` */
  readonly address: string
  readonly port: number
  /** The process of the engine itself; another one after a restart. */
  readonly pid: number
  /** In order; nothing acknowledged is lost. */
  stop(): Promise<void>
  /** SIGKILL to all its processes at once. */
  kill(): Promise<void>
  /** On the same folder and port; resolves when it answers. */
  restart(): Promise<void>
  /** SIGSTOP to all its processes: connections stay open, nothing answers. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Killed, its folder, mounts and containers gone. Every test that starts one ends with this. */
  remove(): Promise<void>
  /** The last of what it printed. */
  log(): string
}
