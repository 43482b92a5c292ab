import type { DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Config } from '../config.ts'
import type { Platform } from '../platform.ts'
import { ProblemFilter } from './problem-filter.ts'

/** A connection that dawdles over its headers or its whole request is dropped, so that slow senders cannot hold all of them. */
const LIMITS = { headersMs: 15_000, requestMs: 120_000, keepAliveMs: 65_000, checkMs: 5_000, bodyBytes: 1024 * 1024, connections: 20_000 } as const
/** What is still open this long after the close began is cut. */
const CUT_AFTER_MS = 8_000

/** A module on Fastify with the limits and the error documents of every process; not listening yet. */
export async function openApp(module: DynamicModule, { logger }: Platform): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    requestTimeout: LIMITS.requestMs, keepAliveTimeout: LIMITS.keepAliveMs, bodyLimit: LIMITS.bodyBytes, forceCloseConnections: 'idle',
    http: { headersTimeout: LIMITS.headersMs, connectionsCheckingInterval: LIMITS.checkMs },
  })
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(logger))
  app.getHttpServer().maxConnections = LIMITS.connections
  return app
}

/** Starts the services of an app and takes connections where the configuration says; an address that cannot be had is said with its mend. */
export async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<void> {
  await app.listen(port, host).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException | null)?.code
    if (code === 'EADDRINUSE') throw new Error(`${host}:${port}: found another program listening there, expected a free port. Stop that one, or start with --port (or TIERLINE_PORT) and another number.`)
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES') throw new Error(`${host}:${port}: found ${code}, expected an address of this machine and a port that may be opened. Mend --host or --port.`)
    throw error
  })
}

/** Ends in order: the services' loops, then requests (those at hand are answered), then what waits in the log, then the platform. */
export async function closeApp(app: NestFastifyApplication, platform: Platform): Promise<void> {
  const server = app.getHttpServer()
  const cut = setTimeout(() => server.closeAllConnections(), CUT_AFTER_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
    await platform.close()
  }
}
