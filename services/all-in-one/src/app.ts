import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import type { Platform } from '@tierline/platform/platform'
import { AllInOneModule } from './all-in-one.module.ts'

/** A connection that dawdles over its headers or its whole request is dropped, so that slow senders cannot hold all of them. */
const LIMITS = { headersMs: 15_000, requestMs: 120_000, keepAliveMs: 65_000, checkMs: 5_000, bodyBytes: 1024 * 1024, connections: 20_000 } as const
/** Every service over one platform, on Fastify with socket.io on the same port; not listening yet. */
export async function createApp(platform: Platform): Promise<NestFastifyApplication> {
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
