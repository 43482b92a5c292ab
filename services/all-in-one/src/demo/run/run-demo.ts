import { SimulatedClock } from '@tierline/platform/clock'
import type { Config } from '@tierline/platform/config'
import { readClock } from '@tierline/rollup/ticker/clock.store'
import { endFatally, stopAloud, toldToStop } from '../../cli/until-stopped.ts'
import { openServer } from '../../server.ts'
import type { Server } from '../../server.ts'
import { DEFAULT_SEED, FIRST_DAY } from '../city/demo-city.ts'
import { FIGURES_DAY } from '../city/liuan/zone.ts'
import { DAY_MS, dayOf } from '../stream/demo-day.ts'
import { emptyFolder } from './fresh-folder.ts'
import { DemoStory } from './demo-story.ts'
import { demoGreeting } from './demo-words.ts'

/** What a demo may choose. */
export interface DemoChoices {
  config: Config
  seed: string | null
  speed: number | null
  /** Go on with the data of the last time. */
  isKept: boolean
}

/** A simulated minute every real second. */
const DEFAULT_SPEED = 60
const BUREAU = '六安市数据资源管理局（演示）'

/** Runs the demo until it is told to stop: server first, so that the board opens at once, then the year, then the live stream. */
export async function runDemo(choices: DemoChoices): Promise<void> {
  const told = toldToStop()
  const began = Date.now()
  const { server, clock, isReplayed } = await openDemo(choices)
  process.stdout.write(demoGreeting(server.url, (await server.platform.keys.makeFirst()) ?? null, Date.now() - began))
  const story = new DemoStory({ server, clock, seed: choices.seed ?? DEFAULT_SEED, speed: choices.speed ?? DEFAULT_SPEED, isReplayed })
  const failure = await Promise.race([told.then(() => null), story.tell()])
  await stopAloud(async () => {
    await story.stop()
    await server.stop()
  })
  if (failure) throw failure
}

interface OpenDemo {
  server: Server
  clock: SimulatedClock
  isReplayed: boolean
}

/** A kept demo whose year was not finished is told afresh: its clock cannot go back. */
async function openDemo({ config, isKept }: DemoChoices): Promise<OpenDemo> {
  if (isKept) {
    const kept = await openOn(config)
    if (kept.isReplayed) return kept
    await kept.server.stop()
  }
  await emptyFolder(config.dataFolder)
  return await openOn(config)
}

async function openOn(given: Config): Promise<OpenDemo> {
  const clock = new SimulatedClock(dayOf(FIRST_DAY).start)
  const config = { ...given, bureau: BUREAU, logLevel: given.logLevel === 'info' ? 'warn' : given.logLevel }
  const server = await openServer(config, { clock, isDemo: true, onFatal: endFatally })
  const stored = await readClock(server.platform.db)
  const isReplayed = stored >= dayOf(FIGURES_DAY).start + DAY_MS
  if (isReplayed) clock.advanceTo(stored)
  return { server, clock, isReplayed }
}
