import type { SimulatedClock } from '@tierline/platform/clock'
import { ProgressBar } from '../../cli/progress-bar.ts'
import type { Server } from '../../server.ts'
import { openBureau } from '../bureau/open-bureau.ts'
import { attributeFiles, cityFacts } from '../city/city-facts.ts'
import { DemoCity } from '../city/demo-city.ts'
import { attributesOf2021, judgementsOf2021 } from '../city/liuan/paper.ts'
import { FIGURES_DAY } from '../city/liuan/zone.ts'
import { DAY_MS, dayOf } from '../stream/demo-day.ts'
import { DemoDoor } from './door.ts'
import { liveWords, replayedWords } from './demo-words.ts'
import { LiveStream } from './live-stream.ts'
import { replayYear } from './replay.ts'

/** What the story is told on. */
export interface StoryParts {
  server: Server
  clock: SimulatedClock
  seed: string
  speed: number
  /** The year stands in the database already. */
  isReplayed: boolean
}

/** Let the boards come to rest on the day of the figures before the clock goes on. */
const REST_MS = 2_000

/** The demo from the first figure on: attributes, the year with its judgements, then live without end. */
export class DemoStory {
  private readonly stopping = new AbortController()
  private telling: Promise<Error | null> | null = null
  private live: LiveStream | null = null

  constructor(private readonly parts: StoryParts) {}

  /** Resolves only where the story cannot go on, with the reason. */
  async tell(): Promise<Error | null> {
    this.telling = this.run().then(() => null, (error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    const failure = await this.telling
    return failure ?? await new Promise<never>(() => undefined)
  }

  /** Begins nothing more and finishes what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.telling
    await this.live?.stop()
  }

  private async run(): Promise<void> {
    const { server: { platform, url }, clock, seed, speed, isReplayed } = this.parts
    const key = await platform.keys.make({ name: 'demo', roles: ['ingest', 'judge', 'watch', 'issue'] })
    const door = new DemoDoor(url, key)
    const city = new DemoCity(await cityFacts(platform.rules, platform.config.rulesFolder), seed)
    if (isReplayed) skipTo(city, clock.now())
    else await this.replay(city, door)
    if (this.stopping.signal.aborted) return
    if (!isReplayed) await openBureau(door)
    this.live = new LiveStream({ city, door, clock, logger: platform.logger, speed })
    this.live.start()
    process.stdout.write(liveWords(url, speed))
  }

  private async replay(city: DemoCity, door: DemoDoor): Promise<void> {
    const { server: { platform }, clock } = this.parts
    const began = Date.now()
    const bar = new ProgressBar('回放 / replay')
    const replaying = replayYear({
      city, door, clock, judgements: judgementsOf2021(), signal: this.stopping.signal,
      onDay: ({ date }, share) => bar.show(share, `${date}  ${door.tally.sent} 条事件 / events`),
    })
    await Promise.all([enterAttributes(door, platform.config.rulesFolder), replaying])
    if (this.stopping.signal.aborted) return
    clock.advanceTo(dayOf(FIGURES_DAY).start + DAY_MS - 1)
    bar.finish(`${door.tally.sent} 条事件 / events`)
    process.stdout.write(replayedWords(door.tally, Date.now() - began))
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
  }
}

async function enterAttributes(door: DemoDoor, rulesFolder: string): Promise<void> {
  const files = await attributeFiles(rulesFolder)
  await Promise.all([door.enter('/v1/attributes', attributesOf2021()), ...files.map((text) => door.enterCsv(text))])
}

/** Generates what was told already, and goes on with the morning after the stored instant. */
function skipTo(city: DemoCity, instant: number): void {
  while (city.nextDay().day.start + DAY_MS <= instant);
}
