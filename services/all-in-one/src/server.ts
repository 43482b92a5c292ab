import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Config } from '@tierline/platform/config'
import { closeApp, listen } from '@tierline/platform/http/open-app'
import { openPlatform } from '@tierline/platform/open-platform'
import type { PlatformChoices } from '@tierline/platform/open-platform'
import type { Platform } from '@tierline/platform/platform'
import { createApp } from './app.ts'
import { urlOf } from './server-url.ts'

/** Tierline in one process, listening. */
export interface Server {
  /** Where the board is, for people on this machine. */
  url: string
  platform: Platform
  /** Stops listening, finishes what waits in the log, closes the database, stops PostgreSQL, lets the data folder go; safe to call twice. */
  stop(): Promise<void>
}

/** Opens the platform (data folder, PostgreSQL, migrations, units), starts every service on it, then listens. A failure on the way closes what was open. */
export async function openServer(config: Config, choices: PlatformChoices = {}): Promise<Server> {
  const platform = await openPlatform(config, { process: 'all-in-one', ...choices })
  let app: NestFastifyApplication | null = null
  try {
    app = await createApp(platform)
    await listen(app, config)
    return running(app, platform)
  } catch (error) {
    await app?.close().catch(() => undefined)
    await platform.close()
    throw error
  }
}

function running(app: NestFastifyApplication, platform: Platform): Server {
  let stopping: Promise<void> | null = null
  return { url: urlOf(app.getHttpServer().address()), platform, stop: () => (stopping ??= closeApp(app, platform)) }
}
