import type { Platform } from '@tierline/platform/platform'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import { RollupConsumer } from './consume/consumer.ts'
import { RollupMetrics } from './consume/rollup-metrics.ts'
import { BackFill } from './measures/back-fill.ts'
import { registerMeasures } from './measures/register-measures.ts'
import { Housekeeping } from './retention/housekeeping.ts'
import { CountingRules } from './rules/counting-rules.ts'
import { Ticker } from './ticker/ticker.ts'

const TICK_MS = 1_000
const BACK_FILL_PAUSE_MS = 5_000
const HOUSEKEEPING_PAUSE_MS = 3_600_000

/** The roll-up of this process: consumes the log, moves the clock, fills new measures, drops what is no longer kept. */
export class Rollup {
  private readonly rules: CountingRules
  private readonly ticker: Ticker
  private readonly ticking: SteadyLoop
  private readonly filling: SteadyLoop
  private readonly keeping: SteadyLoop
  private readonly consumer: RollupConsumer
  private readonly metrics: RollupMetrics
  private unsubscribe: () => void = () => undefined

  constructor(private readonly platform: Platform) {
    const { db, directory: units, signal, logger, config } = platform
    this.rules = new CountingRules(platform)
    const parts = { db, units, signal, logger, rules: () => this.rules.current(), identityHorizonMs: config.identityHorizonMs }
    this.metrics = new RollupMetrics(platform.metrics, () => platform.clock.now())
    this.consumer = new RollupConsumer(parts, this.metrics)
    this.ticker = new Ticker(parts)
    const backFill = new BackFill(parts)
    this.ticking = new SteadyLoop({ name: 'clock', pauseMs: TICK_MS, logger, work: () => this.tick() })
    this.filling = new SteadyLoop({ name: 'back-fill', pauseMs: BACK_FILL_PAUSE_MS, logger, work: () => backFill.run() })
    const housekeeping = new Housekeeping(platform)
    this.keeping = new SteadyLoop({ name: 'housekeeping', pauseMs: HOUSEKEEPING_PAUSE_MS, logger, work: () => housekeeping.run() })
  }

  /** Registers the measures before the first event is taken, so that a fresh start has nothing to back-fill. */
  async start(): Promise<void> {
    await this.adopt()
    await this.tick()
    this.platform.log.consume(this.consumer)
    this.unsubscribe = this.platform.signal.subscribe('rubric', () => void this.adoptAgain())
    this.ticking.start()
    this.filling.start()
    this.keeping.start()
  }

  /** Stops the clock, the back-fill and the housekeeping; what waits in the log is still taken, for the log stops last. */
  async stop(): Promise<void> {
    this.unsubscribe()
    await Promise.all([this.ticking.stop(), this.filling.stop(), this.keeping.stop()])
  }

  private async tick(): Promise<void> {
    this.metrics.clockSeconds.set(await this.ticker.tick(this.platform.clock.now()) / 1_000)
  }

  private async adopt(): Promise<void> {
    await this.rules.reload()
    const added = await registerMeasures(this.platform.db, this.rules.declarations(), this.platform.clock.now())
    if (added > 0) this.platform.logger.info({ measures: added }, 'new measures are counted from here on and filled from stored events')
  }

  private async adoptAgain(): Promise<void> {
    try {
      await this.adopt()
      this.filling.hurry()
    } catch (error) {
      this.platform.logger.error({ err: error }, 'the rubrics could not be read again; the measures stay as they were until they can')
      setTimeout(() => void this.adoptAgain(), TICK_MS).unref()
    }
  }
}
