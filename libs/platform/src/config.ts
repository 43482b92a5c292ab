import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'

const Port = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))
const Count = z.coerce.number().check(z.int(), z.minimum(1))

const Environment = z.object({
  /** Folder of the embedded database and its secrets. */
  TIERLINE_DATA: z._default(z.string(), '.tierline'),
  TIERLINE_HOST: z._default(z.string(), '127.0.0.1'),
  TIERLINE_PORT: z._default(Port, 4620),
  /** A PostgreSQL of your own instead of the embedded one. */
  TIERLINE_DATABASE_URL: z.optional(z.string()),
  /** Folder of rubrics, units, calendars and the catalogue. */
  TIERLINE_RULES: z._default(z.string(), fileURLToPath(new URL('../../../rubrics', import.meta.url))),
  /** Name of the bureau on the screen. */
  TIERLINE_BUREAU: z._default(z.string(), '数据资源管理局'),
  TIERLINE_LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  /** Events older than this many days are held, their identity being unknown; absent: identities are kept for ever. */
  TIERLINE_IDENTITY_HORIZON_DAYS: z.optional(Count),
  /** Records that may wait for their commit before the door answers 503. */
  TIERLINE_QUEUE_RECORDS: z._default(Count, 50_000),
  /** The build's id on /readyz; the wall reloads when it changes. */
  TIERLINE_BUILD: z._default(z.string(), 'source'),
})

/** Everything that is read from the environment, validated once; plain data after that. */
export interface Config {
  shape: 'embedded'
  dataFolder: string
  host: string
  port: number
  databaseUrl: string | null
  rulesFolder: string
  bureau: string
  logLevel: string
  identityHorizonMs: number | null
  queueRecords: number
  build: string
}

const DAY_MS = 86_400_000

/** Reads and validates the environment; every fault is named at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')} = ${String(environment[String(issue.path[0])])}: ${issue.message}`)
    throw new Error(`The environment holds settings that cannot be used; mend them and start again:\n${faults.join('\n')}`)
  }
  const env = read.data
  return {
    shape: 'embedded',
    dataFolder: resolve(env.TIERLINE_DATA),
    host: env.TIERLINE_HOST,
    port: env.TIERLINE_PORT,
    databaseUrl: env.TIERLINE_DATABASE_URL ?? null,
    rulesFolder: env.TIERLINE_RULES,
    bureau: env.TIERLINE_BUREAU,
    logLevel: env.TIERLINE_LOG_LEVEL,
    identityHorizonMs: env.TIERLINE_IDENTITY_HORIZON_DAYS === undefined ? null : env.TIERLINE_IDENTITY_HORIZON_DAYS * DAY_MS,
    queueRecords: env.TIERLINE_QUEUE_RECORDS,
    build: env.TIERLINE_BUILD,
  }
}

/** What a child process inherits: this process' environment, with some settings replaced. */
export const childEnvironment = (replaced: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...replaced })
