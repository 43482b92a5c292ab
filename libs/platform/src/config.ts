import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'

const Port = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))
const Count = z.coerce.number().check(z.int(), z.minimum(1))

const SHAPES = ['embedded', 'distributed'] as const
const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

/** What each topic of other systems may send, by its name. */
const Inlets = z.record(
  z.string().check(z.regex(/^[A-Za-z0-9._-]{1,200}$/)),
  z.strictObject({ sources: z.optional(z.array(z.string())), types: z.optional(z.array(z.string())), units: z.optional(z.array(z.string())) }),
)
const Json = z.pipe(z.string(), z.transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.issues.push({ code: 'custom', message: 'expected a JSON object', input: text })
    return z.NEVER
  }
}))

const Environment = z.object({
  /** embedded: everything in one process; distributed: events through Kafka, signals through Redis, any number of processes. */
  TIERLINE_SHAPE: z._default(z.enum(SHAPES), 'embedded'),
  /** Kafka's first addresses, `host:port` with commas. */
  TIERLINE_KAFKA_BROKERS: z.optional(z.string()),
  /** Before the names of topics and consumer groups, so that several installations share a cluster. */
  TIERLINE_KAFKA_PREFIX: z._default(z.string(), ''),
  /** Partitions of a topic that is made at the first start; -1 replicas: what the cluster has as its default. */
  TIERLINE_KAFKA_PARTITIONS: z._default(Count, 12),
  TIERLINE_KAFKA_REPLICAS: z._default(z.coerce.number().check(z.int(), z.minimum(-1)), -1),
  /** After this long without a word a consumer's partitions go to others. */
  TIERLINE_KAFKA_SESSION_MS: z._default(z.coerce.number().check(z.int(), z.minimum(6_000)), 10_000),
  TIERLINE_KAFKA_TLS: z._default(z.enum(['true', 'false']), 'false'),
  TIERLINE_KAFKA_MECHANISM: z._default(z.enum(MECHANISMS), 'plain'),
  TIERLINE_KAFKA_USERNAME: z.optional(z.string()),
  TIERLINE_KAFKA_PASSWORD: z.optional(z.string()),
  /** Topics to which other systems write CloudEvents, and what each may send: { "events.in": { "sources": ["…"], "types": ["…"], "units": ["…"] } }; what is left out is not limited. {} reads none. */
  TIERLINE_KAFKA_IN: z.pipe(z._default(Json, { 'events.in': {} }), Inlets),
  TIERLINE_REDIS_URL: z.optional(z.string()),
  /** File with the two keys that all processes share, as JSON: { "personal": 64 hex digits, "seal": 64 hex digits }. */
  TIERLINE_SECRETS: z.optional(z.string()),
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
  /** Days of events in one chunk of TimescaleDB; holds for chunks that are made from now on. */
  TIERLINE_EVENT_CHUNK_DAYS: z._default(Count, 30),
  /** Raw events of months before the last so many are dropped; absent: events are kept for ever. */
  TIERLINE_KEEP_EVENTS_MONTHS: z.optional(Count),
  /** Days after the end of a period in which its events are still not dropped. */
  TIERLINE_KEEP_EVENTS_GRACE_DAYS: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 31),
  /** Where people reach the dashboard, for links in messages and files: http://tierline.example. */
  TIERLINE_PUBLIC_URL: z.optional(z.url({ protocol: /^https?$/ })),
  /** Proxy for messages that leave the network: http://proxy.example:3128. */
  TIERLINE_OUTBOUND_PROXY: z.optional(z.url({ protocol: /^https?$/ })),
  /** Mail server, with user and password where it wants them: smtp://user:password@mail.example:587, or smtps://. */
  TIERLINE_SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
  /** Sender of mails. */
  TIERLINE_MAIL_FROM: z.optional(z.string()),
  /** Folder into which issued snapshots are exported; `exports` in the data folder where absent. */
  TIERLINE_EXPORTS: z.optional(z.string()),
  /** Folder with the font of pdf and png, `regular` and `bold` as .otf or .ttf; the one that is carried along where absent. */
  TIERLINE_FONTS: z.optional(z.string()),
  /** Records that may wait for their commit before the door answers 503. */
  TIERLINE_QUEUE_RECORDS: z._default(Count, 50_000),
  /** The build's id on /readyz; the wall reloads when it changes. */
  TIERLINE_BUILD: z._default(z.string(), 'source'),
})

/** Everything that is read from the environment, validated once; plain data after that. */
export interface Config {
  shape: (typeof SHAPES)[number]
  /** There in the distributed shape only. */
  distributed: DistributedConfig | null
  dataFolder: string
  host: string
  port: number
  databaseUrl: string | null
  rulesFolder: string
  bureau: string
  logLevel: string
  identityHorizonMs: number | null
  eventChunkDays: number
  retention: RetentionConfig
  messages: MessagesConfig
  files: FilesConfig
  queueRecords: number
  build: string
}

/** How alerts and snapshots reach people outside. */
export interface MessagesConfig {
  /** Without a slash at the end; null: links in messages are paths. */
  publicUrl: string | null
  proxy: string | null
  smtp: { url: string; from: string } | null
}

/** What files are made with and where they go; null: what is carried along. */
export interface FilesConfig {
  exportsFolder: string
  fontsFolder: string | null
}

/** How long raw events are kept; null: for ever. */
export interface RetentionConfig {
  keepEventsMonths: number | null
  /** After the end of a period. */
  graceMs: number
}

/** Where the engines of the distributed shape are. */
export interface DistributedConfig {
  kafka: KafkaConfig
  inlets: InletConfig[]
  redisUrl: string
  secretsFile: string
}

/** A topic to which other systems write, without the prefix, and what it may send; null: everything. */
export interface InletConfig {
  topic: string
  sources: ReadonlySet<string> | null
  types: ReadonlySet<string> | null
  units: ReadonlySet<string> | null
}

export interface KafkaConfig {
  brokers: string[]
  prefix: string
  partitions: number
  replicas: number
  sessionMs: number
  isTls: boolean
  login: { mechanism: (typeof MECHANISMS)[number]; username: string; password: string } | null
}

const DAY_MS = 86_400_000
/** Without these the distributed shape cannot start. */
const NEEDED = ['TIERLINE_DATABASE_URL', 'TIERLINE_KAFKA_BROKERS', 'TIERLINE_REDIS_URL', 'TIERLINE_SECRETS'] as const

/** Reads and validates the environment; every fault is named at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')} = ${String(environment[String(issue.path[0])])}: ${issue.message}`)
    throw new Error(`The environment holds settings that cannot be used; mend them and start again:\n${faults.join('\n')}`)
  }
  const env = read.data
  return {
    shape: env.TIERLINE_SHAPE,
    distributed: env.TIERLINE_SHAPE === 'distributed' ? distributedOf(env) : null,
    dataFolder: resolve(env.TIERLINE_DATA),
    host: env.TIERLINE_HOST,
    port: env.TIERLINE_PORT,
    databaseUrl: env.TIERLINE_DATABASE_URL ?? null,
    rulesFolder: env.TIERLINE_RULES,
    bureau: env.TIERLINE_BUREAU,
    logLevel: env.TIERLINE_LOG_LEVEL,
    identityHorizonMs: env.TIERLINE_IDENTITY_HORIZON_DAYS === undefined ? null : env.TIERLINE_IDENTITY_HORIZON_DAYS * DAY_MS,
    eventChunkDays: env.TIERLINE_EVENT_CHUNK_DAYS,
    retention: { keepEventsMonths: env.TIERLINE_KEEP_EVENTS_MONTHS ?? null, graceMs: env.TIERLINE_KEEP_EVENTS_GRACE_DAYS * DAY_MS },
    messages: messagesOf(env),
    files: { exportsFolder: resolve(env.TIERLINE_EXPORTS ?? join(env.TIERLINE_DATA, 'exports')), fontsFolder: env.TIERLINE_FONTS === undefined ? null : resolve(env.TIERLINE_FONTS) },
    queueRecords: env.TIERLINE_QUEUE_RECORDS,
    build: env.TIERLINE_BUILD,
  }
}

function distributedOf(env: z.infer<typeof Environment>): DistributedConfig {
  const missing = NEEDED.filter((name) => !env[name])
  if (missing.length > 0) throw new Error(`TIERLINE_SHAPE = distributed: found no ${missing.join(', ')}, expected where the engines and the shared keys are. Set ${missing.length > 1 ? 'them' : 'it'} and start again.`)
  return {
    kafka: {
      brokers: (env.TIERLINE_KAFKA_BROKERS ?? '').split(',').map((broker) => broker.trim()).filter((broker) => broker !== ''),
      prefix: env.TIERLINE_KAFKA_PREFIX, partitions: env.TIERLINE_KAFKA_PARTITIONS, replicas: env.TIERLINE_KAFKA_REPLICAS,
      sessionMs: env.TIERLINE_KAFKA_SESSION_MS, isTls: env.TIERLINE_KAFKA_TLS === 'true', login: loginOf(env),
    },
    inlets: Object.entries(env.TIERLINE_KAFKA_IN).map(([topic, { sources, types, units }]) => ({ topic, sources: setOf(sources), types: setOf(types), units: setOf(units) })),
    redisUrl: env.TIERLINE_REDIS_URL ?? '',
    secretsFile: resolve(env.TIERLINE_SECRETS ?? ''),
  }
}

function messagesOf({ TIERLINE_PUBLIC_URL: publicUrl, TIERLINE_OUTBOUND_PROXY: proxy, TIERLINE_SMTP_URL: url, TIERLINE_MAIL_FROM: from }: z.infer<typeof Environment>): MessagesConfig {
  if ((url === undefined) !== (from === undefined)) throw new Error(`TIERLINE_SMTP_URL and TIERLINE_MAIL_FROM: found only one of them, expected both or none. Set ${url === undefined ? 'TIERLINE_SMTP_URL' : 'TIERLINE_MAIL_FROM'} and start again.`)
  return { publicUrl: publicUrl?.replace(/\/+$/, '') ?? null, proxy: proxy ?? null, smtp: url === undefined || from === undefined ? null : { url, from } }
}

const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | null => (names === undefined ? null : new Set(names))

function loginOf(env: z.infer<typeof Environment>): KafkaConfig['login'] {
  const { TIERLINE_KAFKA_MECHANISM: mechanism, TIERLINE_KAFKA_USERNAME: username, TIERLINE_KAFKA_PASSWORD: password = '' } = env
  return username === undefined ? null : { mechanism, username, password }
}

/** What a child process inherits: this process' environment, with some settings replaced. */
export const childEnvironment = (replaced: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...replaced })
