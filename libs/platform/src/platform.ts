import type { Registry } from 'prom-client'
import type { ApiKeys } from './api-keys.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import type { Directory } from './directory.ts'
import type { Secrets } from './folder/data-folder.ts'
import type { RulesFolder } from './folder/rules-folder.ts'
import type { Inlet } from './inlet/inlet.ts'
import type { EventLog } from './log/event-log.ts'
import type { Logger } from './logger.ts'
import type { Signal } from './signal/signal.ts'

/** Everything that services stand on, opened; the one token that their modules inject. */
export abstract class Platform {
  abstract readonly config: Config
  abstract readonly secrets: Secrets
  abstract readonly db: Database
  abstract readonly clock: Clock
  abstract readonly log: EventLog
  /** Topics to which other systems write. */
  abstract readonly inlet: Inlet
  abstract readonly signal: Signal
  abstract readonly directory: Directory
  abstract readonly rules: RulesFolder
  abstract readonly keys: ApiKeys
  abstract readonly logger: Logger
  /** What `/metrics` shows; whoever measures registers here. */
  abstract readonly metrics: Registry
  /** Whether figures are invented (演示数据). */
  abstract readonly isDemo: boolean
  /** Finishes what waits in the log, then closes what was opened, last opened first. */
  abstract close(): Promise<void>
}
