import type { Platform } from '@tierline/platform/platform'
import { ScoringLoop } from './loop/scoring-loop.ts'
import { RubricRegistry } from './rubric/rubric-registry.ts'

/** The scoring of this process: the rubrics in force and the loop that keeps their boards. */
export class Scoring {
  readonly registry: RubricRegistry
  readonly loop: ScoringLoop

  constructor(private readonly platform: Platform) {
    const { db, clock, directory, signal, logger, log } = platform
    this.registry = new RubricRegistry(platform)
    this.loop = new ScoringLoop({ db, clock, directory, signal, logger, rubrics: () => this.registry.all(), queued: () => log.queued() })
  }

  /** Reads the rubrics of the rules folder, which throws where one has a fault, then begins to score. */
  async start(): Promise<void> {
    await this.registry.load(this.platform.rules.rubrics)
    this.loop.start()
  }

  /** Finishes the board at hand. */
  async stop(): Promise<void> {
    await this.loop.stop()
  }
}
