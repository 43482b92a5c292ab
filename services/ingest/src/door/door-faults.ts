import type { ApiKey } from '@tierline/platform/api-keys'
import type { CompiledType } from '../catalogue/compile-catalogue.ts'
import { dataFaults } from '../catalogue/compile-catalogue.ts'
import { isAttribute } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import { attributeFault, describe, fieldFault, kindOf } from './sentences.ts'
import type { DoorFault } from './sentences.ts'

/** What a sender's key, or the topic that it writes to, permits; null means everything. */
export type Permits = Pick<ApiKey, 'sources' | 'types' | 'units'> & { holder?: 'topic' }

/** An event with what was looked up for it. */
export interface Examined {
  envelope: Envelope
  type: CompiledType | undefined
  unitCode: string | undefined
  /** NaN where it cannot be read. */
  time: number
  now: number
  permits: Permits
  mayHoldNul: boolean
}

/** Events from before this are slips: 1970 is a clock without battery. */
const EARLIEST = Date.UTC(2000, 0, 1)
const AHEAD_MS = 86_400_000

/** Every reason against counting an event, gravest first; null when there is none. */
export function doorFaults(event: Examined): DoorFault[] | null {
  if (event.mayHoldNul) {
    const fault = textFault(event.envelope.sent, '')
    if (fault) return [fault]
  }
  const faults = [typeFault(event), subjectFault(event), ...permissionFaults(event), timeFault(event), correctionFault(event), ...dataFault(event)]
  const real = faults.filter((fault) => fault !== null)
  return real.length === 0 ? null : real
}

/** The same question as `doorFaults`, answered without making sentences: the hot path. */
export function isSound(event: Examined): boolean {
  const { envelope: { sent }, type, permits, time } = event
  if (event.mayHoldNul || !type || event.unitCode === undefined || !(time >= EARLIEST && time <= event.now + AHEAD_MS)) return false
  if (sent.corrects !== undefined || sent.data_base64 !== undefined) return false
  if (sent.datacontenttype !== undefined && sent.datacontenttype !== 'application/json') return false
  if (permits.sources?.has(event.envelope.source) === false || permits.types?.has(type.name) === false || permits.units?.has(event.unitCode) === false) return false
  return isObject(sent.data) && isAttribute(sent.subject) && dataFaults(type, sent.data) === null
}

function typeFault({ envelope, type }: Examined): DoorFault | null {
  if (type) return null
  return attributeFault('unknown_type', 'type', describe(envelope.type), 'a type of the event catalogue (GET /v1/catalogue)', 'Mend the spelling, or add the type to the catalogue and replay.')
}

function subjectFault({ envelope: { sent: { subject } }, unitCode }: Examined): DoorFault | null {
  if (subject === undefined || subject === null) return attributeFault('missing_field', 'subject', 'nothing', 'the code or an alias of a unit', 'Add the subject and send the event again with the same id.')
  if (!isAttribute(subject)) return attributeFault('wrong_field', 'subject', kindOf(subject), 'a text of 1 to 256 characters')
  if (unitCode !== undefined) return null
  return attributeFault('unknown_unit', 'subject', `"${subject.length > 60 ? `${subject.slice(0, 60)}…` : subject}"`, 'the code or an alias of a unit', 'Add the alias with POST /v1/units/{code}/aliases and replay.')
}

function permissionFaults({ envelope, unitCode, permits }: Examined): (DoorFault | null)[] {
  const holder = permits.holder ?? 'key'
  const ask = (what: string): string =>
    (holder === 'topic' ? `Extend what the topic may send (TIERLINE_KAFKA_IN) by this ${what} and replay.` : `Send with a key that permits this ${what}, or have the key extended and replay.`)
  return [
    permits.sources && !permits.sources.has(envelope.source) ? attributeFault('not_permitted', 'source', describe(envelope.source), `a source that the ${holder} permits`, ask('source')) : null,
    permits.types && !permits.types.has(envelope.type) ? attributeFault('not_permitted', 'type', describe(envelope.type), `a type that the ${holder} permits`, ask('type')) : null,
    permits.units && unitCode !== undefined && !permits.units.has(unitCode) ? attributeFault('not_permitted', 'subject', `"${unitCode}"`, `a unit that the ${holder} permits`, ask('unit')) : null,
  ]
}

function timeFault({ envelope: { sent }, time, now }: Examined): DoorFault | null {
  if (sent.time === undefined || sent.time === null) return attributeFault('missing_field', 'time', 'nothing', 'the instant at which it happened, like 2021-12-15T10:30:00+08:00', 'Add the time and send the event again with the same id.')
  if (Number.isNaN(time)) return attributeFault('wrong_field', 'time', typeof sent.time === 'string' ? `"${sent.time.slice(0, 40)}"` : kindOf(sent.time), 'an instant with offset, like 2021-12-15T10:30:00+08:00')
  if (time >= EARLIEST && time <= now + AHEAD_MS) return null
  const latest = new Date(now + AHEAD_MS).toISOString()
  return attributeFault('absurd_time', 'time', new Date(time).toISOString(), `an instant from 2000-01-01T00:00:00Z to 24 hours from now (${latest})`, 'Mend the clock of the sender and send the event again with the same id.')
}

function correctionFault({ envelope: { sent, id }, type }: Examined): DoorFault | null {
  const { corrects } = sent
  if (corrects === undefined || corrects === null) return null
  if (!isAttribute(corrects)) return attributeFault('wrong_field', 'corrects', kindOf(corrects), 'the id of an earlier fact of the same source and case')
  if (corrects === id) return attributeFault('wrong_field', 'corrects', "the event's own id", 'the id of an earlier fact of the same source and case', 'Give the correction an id of its own.')
  if (!type || type.declared.case) return null
  return attributeFault('correction_unsupported', 'corrects', `a correction of ${type.name}`, 'corrections only of types that belong to a case', 'Send it without corrects; what is not of a case cannot be taken back.')
}

function dataFault({ envelope: { sent }, type }: Examined): DoorFault[] {
  const { data, data_base64, datacontenttype } = sent
  if (data_base64 !== undefined) return [attributeFault('wrong_field', 'data_base64', 'binary data', 'data as a JSON object', 'Send the fields in data.')]
  if (datacontenttype !== undefined && datacontenttype !== null && !isJsonType(datacontenttype)) {
    return [attributeFault('wrong_field', 'datacontenttype', describe(datacontenttype), 'application/json', 'Send the fields in data as JSON.')]
  }
  if (data === undefined || data === null) return [attributeFault('missing_field', 'data', 'nothing', 'an object with the fields of the type', 'Add data and send the event again with the same id.')]
  if (!isObject(data)) return [attributeFault('wrong_field', 'data', kindOf(data), 'an object with the fields of the type')]
  if (!type) return []
  return (dataFaults(type, data) ?? []).sort(bySeverity).map((fault) => fieldFault(type, fault))
}

const SEVERITY = ['missing_field', 'wrong_field', 'unknown_field']
const bySeverity = (one: { code: string }, other: { code: string }): number => SEVERITY.indexOf(one.code) - SEVERITY.indexOf(other.code)

function isJsonType(value: unknown): boolean {
  return typeof value === 'string' && /^application\/(?:json|[a-z0-9.+-]+\+json)\s*(?:;|$)/i.test(value)
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** NUL and lone surrogates have no place in a text column; both can only come in through \u escapes. */
function textFault(value: unknown, path: string): DoorFault | null {
  if (typeof value === 'string') {
    if (value.includes('\0')) return attributeFault('nul_character', path, 'a NUL character (\\u0000)', 'a text without it', 'Remove the character and send the event again with the same id.')
    if (LONE_SURROGATE.test(value)) return attributeFault('unstorable', path, 'half of a surrogate pair', 'whole characters', 'Send the text in UTF-8 without cutting characters, with the same id.')
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  for (const [name, entry] of Object.entries(value)) {
    const fault = textFault(name, path === '' ? 'a name' : `a name in ${path}`) ?? textFault(entry, path === '' ? name : `${path}.${name}`)
    if (fault) return fault
  }
  return null
}
