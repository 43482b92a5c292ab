import type { Platform } from '@tierline/platform/platform'
import { ScoringLoop } from './loop/scoring-loop.ts'
import { ScoringMetrics } from './loop/scoring-metrics.ts'
import { RubricRegistry } from './rubric/rubric-registry.ts'
import { Membership } from './share/membership.ts'

const RECONSIDER_MS = 10_000
const AGAIN_MS = 1_000

/** The scoring of this process: the rubrics in force, its share of the boards, and the loop that keeps them. */
export class Scoring {
  readonly registry: RubricRegistry
  readonly loop: ScoringLoop
  private readonly share: Membership
  private ends: (() => void)[] = []

  constructor(private readonly platform: Platform) {
    const { db, clock, directory, signal, logger, log, metrics } = platform
    this.registry = new RubricRegistry(platform)
    this.share = new Membership({ db, logger, rubrics: () => this.registry.held() })
    this.loop = new ScoringLoop({
      db, clock, directory, signal, logger, rubrics: () => this.registry.all(), queued: () => log.queued(), share: this.share, metrics: new ScoringMetrics(metrics),
    })
  }

  /** Reads the rubrics of the rules folder, which throws where one has a fault, takes its share of the boards, then begins to score. */
  async start(): Promise<void> {
    await this.registry.load(this.platform.rules.rubrics)
    const timer = setInterval(() => void this.tryTo(() => this.registry.reconsider()), RECONSIDER_MS)
    this.ends = [
      this.platform.signal.subscribe('rubric', () => void this.adopt()),
      this.registry.onChange(() => this.loop.startAfresh()),
      () => clearInterval(timer),
    ]
    await this.share.start()
    this.loop.start()
  }

  /** Finishes the board at hand, then gives up its share. */
  async stop(): Promise<void> {
    for (const end of this.ends.splice(0)) end()
    await this.loop.stop()
    await this.share.stop()
  }

  private async adopt(): Promise<void> {
    if (!(await this.tryTo(() => this.registry.adopt())) && this.ends.length > 0) setTimeout(() => void this.adopt(), AGAIN_MS).unref()
  }

  private async tryTo(work: () => Promise<void>): Promise<boolean> {
    return await work().then(() => true, (error: unknown) => {
      this.platform.logger.warn({ err: error }, 'the rubrics in force cannot be read; tried again')
      return false
    })
  }
}
