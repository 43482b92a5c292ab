import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import type { Config } from '@tierline/platform/config'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openPlatform } from '@tierline/platform/open-platform'
import type { PlatformChoices } from '@tierline/platform/open-platform'
import type { Platform } from '@tierline/platform/platform'
import { AllInOneModule } from './all-in-one.module.ts'
import { urlOf } from './server-url.ts'

/** Tierline in one process, listening. */
export interface Server {
  /** Where the board is, for people on this machine. */
  url: string
  platform: Platform
  /** Stops listening, finishes what waits in the log, closes the database, stops PostgreSQL, lets the data folder go; safe to call twice. */
  stop(): Promise<void>
}

/** A connection that dawdles over its headers or its whole request is dropped, so that slow senders cannot hold all of them. */
const LIMITS = { headersMs: 15_000, requestMs: 120_000, keepAliveMs: 65_000, checkMs: 5_000, bodyBytes: 1024 * 1024, connections: 20_000 } as const
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

async function createApp(platform: Platform): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    requestTimeout: LIMITS.requestMs, keepAliveTimeout: LIMITS.keepAliveMs, bodyLimit: LIMITS.bodyBytes, forceCloseConnections: 'idle',
    http: { headersTimeout: LIMITS.headersMs, connectionsCheckingInterval: LIMITS.checkMs },
  })
  const app = await NestFactory.create<NestFastifyApplication>(AllInOneModule.of(platform), adapter, { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(platform.logger))
  app.useWebSocketAdapter(new IoAdapter(app))
  app.getHttpServer().maxConnections = LIMITS.connections
  return app
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
