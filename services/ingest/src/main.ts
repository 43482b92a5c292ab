import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { readConfig } from '@tierline/platform/config'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openPlatform } from '@tierline/platform/open-platform'
import { IngestProcessModule } from './ingest.module.ts'

// The door as a process of its own, for the shape whose log is shared. In the embedded shape nobody counts behind it: use services/all-in-one.
const config = readConfig()
const platform = await openPlatform(config)
const adapter = new FastifyAdapter({ requestTimeout: 120_000, http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 } })
const app = await NestFactory.create(IngestProcessModule.of(platform), adapter, { logger: false })
app.useGlobalFilters(new ProblemFilter(platform.logger))
await app.listen(config.port, config.host)

const stop = async (): Promise<void> => {
  await app.close()
  await platform.close()
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
