import type { DynamicModule } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { readConfig } from '../config.ts'
import { openPlatform } from '../open-platform.ts'
import type { Platform } from '../platform.ts'
import { openApp } from './open-app.ts'

/** What a process is made of. */
export interface ProcessPlan {
  /** As logs and metrics name it. */
  name: string
  module(platform: Platform): DynamicModule
  /** What the app needs before it listens. */
  prepare?(app: NestFastifyApplication): void
}

/** One service as a process: opens the platform that the environment describes, starts the module on it, listens, and ends in order when told to. */
export async function runProcess(plan: ProcessPlan): Promise<void> {
  const config = readConfig()
  const platform = await openPlatform(config, { process: plan.name })
  const app = await openApp(plan.module(platform), platform)
  plan.prepare?.(app)
  await app.listen(config.port, config.host)
  platform.logger.info({ url: await app.getUrl() }, 'listening')
  const stop = async (): Promise<void> => {
    await app.close()
    await platform.close()
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}
