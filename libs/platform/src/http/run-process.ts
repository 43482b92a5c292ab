import type { DynamicModule } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { openLogger } from '../logger.ts'
import type { Logger } from '../logger.ts'
import { openPlatform } from '../open-platform.ts'
import type { Platform } from '../platform.ts'
import { closeApp, listen, openApp } from './open-app.ts'

/** What a process is made of. */
export interface ProcessPlan {
  /** As logs, metrics and answers name it. */
  name: string
  module(platform: Platform): DynamicModule
  /** What the app needs before it listens. */
  prepare?(app: NestFastifyApplication): void
}

/** A stop that takes longer than this hangs: the process ends anyway, and whoever comes next finds what was committed. */
const STOP_WITHIN_MS = 25_000

/**
 * One service as a process: opens the platform that the environment describes, starts the module on it, listens, says where on standard error.
 * SIGINT or SIGTERM: takes no more requests, finishes what it has, leaves its group, closes, ends with 0. A fault that it cannot work with: says it, ends with 1.
 */
export async function runProcess(plan: ProcessPlan): Promise<void> {
  const config = readConfig()
  const logger = openLogger(config.logLevel, plan.name)
  const fail = (error: unknown, said: string): never => {
    logger.error({ err: error }, said)
    return process.exit(1)
  }
  process.on('uncaughtException', (error) => fail(error, 'an error that nobody expected; the process ends'))
  process.on('unhandledRejection', (error) => fail(error, 'an error that nobody waited for; the process ends'))
  const onFatal = (error: Error): never => fail(error, 'the process cannot go on and ends')
  const opened = await open(plan, { config, onFatal }).catch((error: unknown) => fail(error, 'the process could not start'))
  logger.info({ url: await opened.app.getUrl(), build: config.build }, 'listening')
  endWhenTold(() => closeApp(opened.app, opened.platform), logger)
}

async function open(plan: ProcessPlan, { config, onFatal }: { config: Config; onFatal: (error: Error) => void }): Promise<{ app: NestFastifyApplication; platform: Platform }> {
  const platform = await openPlatform(config, { process: plan.name, onFatal })
  const app = await openApp(plan.module(platform), platform)
  plan.prepare?.(app)
  await listen(app, config)
  return { app, platform }
}

function endWhenTold(close: () => Promise<void>, logger: Logger): void {
  let isEnding = false
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (isEnding) return
    isEnding = true
    const began = performance.now()
    logger.info({ signal }, 'ending')
    setTimeout(() => {
      logger.error({ afterMs: STOP_WITHIN_MS }, 'the end in order hangs; the process ends without it')
      process.exit(1)
    }, STOP_WITHIN_MS).unref()
    await close()
    logger.info({ tookMs: Math.round(performance.now() - began) }, 'ended')
    process.exit(0)
  }
  const hear = (signal: NodeJS.Signals): void => {
    end(signal).catch((error: unknown) => {
      logger.error({ err: error }, 'the end in order failed')
      process.exit(1)
    })
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
}
