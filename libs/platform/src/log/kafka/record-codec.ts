import { QUARANTINE_CODES } from '@tierline/contracts/ingest'
import { LogRecord, RECORD_INSTANTS } from '@tierline/contracts/log-record'
import type { RefusedRecord } from '@tierline/contracts/log-record'
import type { Seal } from '../../seal.ts'

/** A record as Kafka takes it: the unit's code as key, so that one unit's events keep their order, and JSON as value. */
export interface EncodedRecord {
  key: string
  value: Buffer
}

/** What Kafka hands back; anybody may have written it. */
export interface RawMessage {
  value: Buffer | null
}

/** The source of records that could not be read, since nobody is named in them. */
export const UNREADABLE_SOURCE = '(unreadable)'

/** What is refused has no unit; it goes by its source. */
export function encodeRecord(record: LogRecord): EncodedRecord {
  return { key: record.kind === 'event' ? record.unit : record.source, value: Buffer.from(JSON.stringify(record)) }
}

/**
 * The record of a message; never throws. What is no record (a foreign writer, a fault of a disk) becomes a refused one that keeps the bytes sealed,
 * so that it costs one row of the quarantine and the balance holds. `arrivedFallback`, epoch milliseconds, stands for the arrival that cannot be read.
 */
export function decodeRecord({ value }: RawMessage, seal: Seal, arrivedFallback: number): LogRecord {
  if (value === null) return unreadable(EMPTY, seal, { found: 'no value', arrivedFallback })
  let read: unknown
  try {
    read = JSON.parse(value.toString('utf8'))
  } catch {
    return unreadable(value, seal, { found: `${value.length} bytes that are no JSON`, arrivedFallback })
  }
  return isLogRecord(read) ? read : unreadable(value, seal, { found: faultsOf(read), arrivedFallback })
}

/** Whether a value read from JSON is a record: the same question as the schema's, some ten times cheaper. */
export function isLogRecord(read: unknown): read is LogRecord {
  if (!isObject(read)) return false
  if (read.kind === 'event') return isEvent(read)
  return read.kind === 'refused' && isRefused(read)
}

const EMPTY = Buffer.alloc(0)
const DIGEST = /^[0-9a-f]{32}$/
const CODES = new Set<unknown>(QUARANTINE_CODES)

function isEvent(read: Fields): boolean {
  return typeof read.source === 'string' && typeof read.id === 'string' && typeof read.type === 'string'
    && typeof read.unit === 'string' && typeof read.subject === 'string'
    && isInstant(read.time) && isInstant(read.arrived) && isDigest(read.identity) && isDigest(read.content)
    && isTextOrNull(read.corrects) && isObject(read.data) && isRowOrNull(read.replayOf)
}

function isRefused(read: Fields): boolean {
  return CODES.has(read.code) && typeof read.detail === 'string' && typeof read.source === 'string'
    && isTextOrNull(read.id) && isTextOrNull(read.type) && isTextOrNull(read.subject)
    && (read.time === null || (typeof read.time === 'number' && Number.isFinite(read.time))) && isInstant(read.arrived)
    && (read.payload === null || isObject(read.payload)) && isTextOrNull(read.sealed) && isRowOrNull(read.replayOf)
}

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'
const isDigest = (value: unknown): boolean => typeof value === 'string' && DIGEST.test(value)
const isInstant = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= RECORD_INSTANTS.earliest && (value as number) <= RECORD_INSTANTS.latest
const isRowOrNull = (value: unknown): boolean => value === null || Number.isSafeInteger(value)

/** Names the fields that the schema does not take; their values are never quoted, for they may name a person. */
function faultsOf(read: unknown): string {
  const faults = LogRecord.safeParse(read).error?.issues ?? []
  const places = new Set(faults.map(({ path }) => String(path[0] ?? '')).filter((place) => place !== ''))
  return isObject(read) && places.size > 0 ? `an object whose ${[...places].join(', ')} cannot be used` : 'JSON that is no record'
}

function unreadable(value: Buffer, seal: Seal, { found, arrivedFallback }: { found: string; arrivedFallback: number }): RefusedRecord {
  return {
    kind: 'refused', code: 'unreadable',
    detail: `value: found ${found}, expected a record as Tierline's door writes it. Send events over HTTP or to the topic events.in, and let nobody else write to this topic; an event that was put here by mistake can be replayed.`,
    source: UNREADABLE_SOURCE, id: null, type: null, subject: null, time: null, arrived: arrivedFallback,
    payload: null, sealed: seal.close(value), replayOf: null,
  }
}
