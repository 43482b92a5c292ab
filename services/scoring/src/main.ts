import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { readConfig } from '@tierline/platform/config'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openPlatform } from '@tierline/platform/open-platform'
import { ScoringProcessModule } from './scoring.module.ts'

// The scoring as a process of its own, on the same database as the others.
const config = readConfig()
const platform = await openPlatform(config)
const app = await NestFactory.create(ScoringProcessModule.of(platform), new FastifyAdapter(), { logger: false })
app.useGlobalFilters(new ProblemFilter(platform.logger))
await app.listen(config.port, config.host)

const stop = async (): Promise<void> => {
  await app.close()
  await platform.close()
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
