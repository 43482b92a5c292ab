import * as z from 'zod/mini'
import { QuarantineCode } from './ingest.ts'

/** Epoch milliseconds that the database has room for; the door lets through less. */
export const RECORD_INSTANTS = { earliest: Date.UTC(2000, 0, 1), latest: Date.UTC(2100, 0, 1) } as const

const Digest = z.string().check(z.regex(/^[0-9a-f]{32}$/))
const Instant = z.number().check(z.int(), z.minimum(RECORD_INSTANTS.earliest), z.maximum(RECORD_INSTANTS.latest))
const RowNumber = z.number().check(z.int())

/** An event that passed the door: unit resolved, personal fields hashed, identity and content hashed. Times are epoch milliseconds. */
export const EventRecord = z.object({
  kind: z.literal('event'),
  source: z.string(),
  id: z.string(),
  type: z.string(),
  /** The unit's code (never an alias). */
  unit: z.string(),
  /** The subject as sent. */
  subject: z.string(),
  time: Instant,
  /** Arrival, stamped at the door. */
  arrived: Instant,
  /** 32 hex digits: first 16 bytes of SHA-256 over (source, id). */
  identity: Digest,
  /** 32 hex digits: first 16 bytes of SHA-256 over (type, subject as sent, instant, data with personal fields hashed). */
  content: Digest,
  corrects: z.nullable(z.string()),
  data: z.record(z.string(), z.unknown()),
  /** The quarantine row that this record replays; its tally moves instead of a new one being added. */
  replayOf: z.nullable(RowNumber),
})
export type EventRecord = z.infer<typeof EventRecord>

/** An event that was accepted but refused by a check; it goes to quarantine with its verdict. */
export const RefusedRecord = z.object({
  kind: z.literal('refused'),
  code: QuarantineCode,
  detail: z.string(),
  source: z.string(),
  id: z.nullable(z.string()),
  type: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  time: z.nullable(z.number()),
  arrived: Instant,
  /** The envelope with personal fields hashed, where its type is known and its fields could be told apart. */
  payload: z.nullable(z.record(z.string(), z.unknown())),
  /** AES-GCM sealed original (base64), where personal fields cannot be told apart; kept 30 days, for replay only. */
  sealed: z.nullable(z.string()),
  replayOf: z.nullable(RowNumber),
})
export type RefusedRecord = z.infer<typeof RefusedRecord>

export const LogRecord = z.discriminatedUnion('kind', [EventRecord, RefusedRecord])
export type LogRecord = EventRecord | RefusedRecord

/** What became of one record of the log. */
export const OUTCOMES = ['counted', 'duplicate', 'conflicting', 'quarantined', 'held'] as const
export const Outcome = z.enum(OUTCOMES)
export type Outcome = z.infer<typeof Outcome>

/** A record's outcome with the code and sentence where it was not counted. */
export interface Verdict {
  outcome: Outcome
  code?: QuarantineCode
  detail?: string
}
