import type { DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Platform } from '../platform.ts'
import { ProblemFilter } from './problem-filter.ts'

/** A connection that dawdles over its headers or its whole request is dropped, so that slow senders cannot hold all of them. */
const LIMITS = { headersMs: 15_000, requestMs: 120_000, keepAliveMs: 65_000, checkMs: 5_000, bodyBytes: 1024 * 1024, connections: 20_000 } as const

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
