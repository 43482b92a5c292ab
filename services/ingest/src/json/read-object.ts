import { isUtf8 } from 'node:buffer'
import type { RejectCode } from '@tierline/contracts/ingest'
import { EVENT_LIMITS } from '@tierline/contracts/event'
import { findJsonFault, MAX_DEPTH } from './json-fault.ts'
import { scanJson } from './json-scan.ts'

/** Input that cannot be read as an event: why, and how to mend it. */
export interface Rejection {
  kind: 'rejected'
  code: RejectCode
  detail: string
}

/** A JSON object that was read whole and exactly. */
export interface ReadObject {
  kind: 'read'
  object: Record<string, unknown>
  /** Whether a text of it could hold NUL or a lone surrogate. */
  hasUnicodeEscape: boolean
}

/** Reads the bytes of one JSON object; doubled names, depth, and numbers that would lose digits are refused rather than guessed. */
export function readObject(bytes: Buffer): ReadObject | Rejection {
  if (bytes.length > EVENT_LIMITS.eventBytes) return tooLarge(bytes.length)
  if (!isUtf8(bytes)) return notUtf8()
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return faulty(text)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notAnObject(value)
  const scan = scanJson(bytes)
  if (scan.depth > MAX_DEPTH || memberCount(value as Record<string, unknown>) !== scan.members) return faulty(text)
  return { kind: 'read', object: value as Record<string, unknown>, hasUnicodeEscape: scan.hasUnicodeEscape }
}

/** The rejection of an event that is over the limit of one event. */
export function tooLarge(sizeBytes: number | null): Rejection {
  const found = sizeBytes === null ? `more than ${EVENT_LIMITS.eventBytes} bytes` : `${sizeBytes} bytes`
  return rejected('event_too_large', `event: found ${found}, expected at most ${EVENT_LIMITS.eventBytes} bytes. Send less in data, or several events.`)
}

/** Members of an object and of everything in it; −1, which no scan counts, where a number is out of range. */
function memberCount(object: Record<string, unknown>): number {
  let count = 0
  for (const name in object) {
    const below = countBelow(object[name])
    if (below < 0) return -1
    count += 1 + below
  }
  return count
}

function countBelow(value: unknown): number {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : -1
  if (typeof value !== 'object' || value === null) return 0
  if (!Array.isArray(value)) return memberCount(value as Record<string, unknown>)
  let count = 0
  for (const entry of value) {
    const below = countBelow(entry)
    if (below < 0) return -1
    count += below
  }
  return count
}

function faulty(text: string): Rejection {
  const fault = findJsonFault(text)
  if (!fault) return rejected('not_json', 'event: found a text that is not JSON, expected one JSON object. Check it with a JSON validator.')
  const where = fault.path === '' ? `byte ${fault.at}` : `${fault.path} (byte ${fault.at})`
  return rejected(fault.code, `${where}: found ${fault.found}, expected ${fault.expected}. ${fault.mend}`)
}

function notUtf8(): Rejection {
  return rejected('not_utf8', 'event: found bytes that are not UTF-8, expected UTF-8. Convert the text, e.g. with iconv -f GB18030 -t UTF-8.')
}

function notAnObject(value: unknown): Rejection {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
  return rejected('not_an_event', `event: found ${found}, expected a JSON object with specversion, id, source and type. Lists of events go as application/cloudevents-batch+json.`)
}

/** A rejection of the given code. */
export function rejected(code: RejectCode, detail: string): Rejection {
  return { kind: 'rejected', code, detail }
}
