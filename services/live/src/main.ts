import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { readConfig } from '@tierline/platform/config'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openPlatform } from '@tierline/platform/open-platform'
import { LiveProcessModule } from './live.module.ts'

// The live service as a process of its own, on the same database as the others.
const config = readConfig()
const platform = await openPlatform(config)
const adapter = new FastifyAdapter({ requestTimeout: 120_000, http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 } })
const app = await NestFactory.create(LiveProcessModule.of(platform), adapter, { logger: false })
app.useWebSocketAdapter(new IoAdapter(app))
app.useGlobalFilters(new ProblemFilter(platform.logger))
await app.listen(config.port, config.host)

const stop = async (): Promise<void> => {
  await app.close()
  await platform.close()
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
