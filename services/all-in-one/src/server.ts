import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Config } from '@tierline/platform/config'
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

/** What is still open this long after the stop is cut. */
const CUT_AFTER_MS = 8_000

/** Opens the platform (data folder, PostgreSQL, migrations, units), starts every service on it, then listens. A failure on the way closes what was open. */
export async function openServer(config: Config, choices: PlatformChoices = {}): Promise<Server> {
  const platform = await openPlatform(config, choices)
  let app: NestFastifyApplication | null = null
  try {
    app = await createApp(platform)
    await app.listen(config.port, config.host)
    return running(app, platform)
  } catch (error) {
    await app?.close().catch(() => undefined)
    await platform.close()
    throw listenFault(error, config)
  }
}

function running(app: NestFastifyApplication, platform: Platform): Server {
  const server = app.getHttpServer()
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    const cut = setTimeout(() => server.closeAllConnections(), CUT_AFTER_MS)
    try {
      await app.close()
    } finally {
      clearTimeout(cut)
      await platform.close()
    }
  }
  return { url: urlOf(server.address()), platform, stop: () => (stopping ??= stop()) }
}

function listenFault(error: unknown, { host, port }: Config): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'EADDRINUSE') return new Error(`${host}:${port}: found another program listening there, expected a free port. Stop that one, or start with --port (or TIERLINE_PORT) and another number.`)
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') return new Error(`${host}:${port}: found ${code}, expected an address of this machine and a port that may be opened. Mend --host or --port.`)
  return error
}
