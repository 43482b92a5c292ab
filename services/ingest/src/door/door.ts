import type { EventRecord, LogRecord, RefusedRecord } from '@tierline/contracts/log-record'
import type { Clock } from '@tierline/platform/clock'
import type { CompiledType } from '../catalogue/compile-catalogue.ts'
import { contentOf, identityOf } from '../event/hashes.ts'
import { parseInstant } from '../event/instant.ts'
import type { PersonHash } from '../event/person-hash.ts'
import type { Seal } from '@tierline/platform/seal'
import { readObject } from '../json/read-object.ts'
import type { Rejection } from '../json/read-object.ts'
import { doorFaults, isObject, isSound } from './door-faults.ts'
import type { Examined, Permits } from './door-faults.ts'
import { readEnvelope } from './envelope.ts'
import type { DoorFault } from './sentences.ts'

/** Finds a unit by its code or an alias. */
export interface UnitLookup {
  unitByCodeOrAlias(text: string): { code: string } | undefined
}

/** What the door works with; `types` is the compiled catalogue. */
export interface DoorParts {
  types: ReadonlyMap<string, CompiledType>
  units: UnitLookup
  persons: PersonHash
  seal: Seal
  clock: Clock
}

/** How an object came to the door; `isHashed` marks a stored payload, whose personal fields are hashes already. */
interface Arrival {
  permits: Permits
  mayHoldNul: boolean
  isHashed: boolean
  replayOf: number | null
  /** The text as it came, to be sealed where it must be. */
  original(): Buffer
}

/** The one way in: makes a log record of an event, or says why it cannot be read. The same for requests, imports and replays. */
export class Door {
  constructor(private readonly parts: DoorParts) {}

  /** Examines the bytes of one structured event. */
  examine(bytes: Buffer, permits: Permits, replayOf: number | null = null): LogRecord | Rejection {
    const read = readObject(bytes)
    if (read.kind === 'rejected') return read
    return this.judge(read.object, { permits, mayHoldNul: read.hasUnicodeEscape, isHashed: false, replayOf, original: () => bytes })
  }

  /** Examines a stored payload again: against today's catalogue and units, its personal fields being hashed already. */
  examineAgain(payload: Record<string, unknown>, permits: Permits, replayOf: number): LogRecord | Rejection {
    return this.judge(payload, { permits, mayHoldNul: false, isHashed: true, replayOf, original: () => Buffer.from(JSON.stringify(payload)) })
  }

  private judge(sent: Record<string, unknown>, arrival: Arrival): LogRecord | Rejection {
    const envelope = readEnvelope(sent)
    if (envelope.kind === 'rejected') return envelope
    const { subject, time } = sent
    const event: Examined = {
      envelope,
      type: this.parts.types.get(envelope.type),
      unitCode: typeof subject === 'string' ? this.parts.units.unitByCodeOrAlias(subject)?.code : undefined,
      time: typeof time === 'string' ? parseInstant(time) : NaN,
      now: this.parts.clock.now(),
      permits: arrival.permits,
      mayHoldNul: arrival.mayHoldNul,
    }
    const faults = isSound(event) ? null : doorFaults(event)
    return faults ? this.refuse(event, arrival, faults) : this.accept(event, arrival)
  }

  private accept(event: Examined, arrival: Arrival): EventRecord {
    const { source, id, sent } = event.envelope
    const type = event.type as CompiledType
    const subject = sent.subject as string
    const data = this.hashed(type, sent.data as Record<string, unknown>, arrival.isHashed)
    return {
      kind: 'event', source, id, type: type.name, unit: event.unitCode as string, subject,
      time: event.time, arrived: event.now,
      identity: identityOf(source, id), content: contentOf(type, subject, event.time, data),
      corrects: typeof sent.corrects === 'string' ? sent.corrects : null, data, replayOf: arrival.replayOf,
    }
  }

  /** The known fields that are present, in the catalogue's order, personal ones replaced. */
  private hashed(type: CompiledType, sent: Record<string, unknown>, isHashed: boolean): Record<string, unknown> {
    const data: Record<string, unknown> = {}
    for (const field of type.fields) {
      const value = sent[field.name]
      if (value === undefined || value === null) continue
      data[field.name] = field.isPersonal && !isHashed ? this.parts.persons.of(value as string) : value
    }
    return data
  }

  private refuse(event: Examined, arrival: Arrival, faults: readonly DoorFault[]): RefusedRecord {
    const { source, id, type, sent } = event.envelope
    const payload = this.payload(event, arrival, faults)
    return {
      kind: 'refused', code: faults[0]?.code ?? 'unstorable', detail: faults.map((fault) => fault.sentence).join(' '),
      source: storable(source), id: storable(id), type: storable(type), subject: typeof sent.subject === 'string' ? storable(sent.subject).slice(0, 256) : null,
      time: Number.isNaN(event.time) ? null : event.time, arrived: event.now,
      payload, sealed: payload ? null : this.parts.seal.close(arrival.original()), replayOf: arrival.replayOf,
    }
  }

  /** The envelope for the quarantine, or null where a person's mark could stand in a place that nobody has declared. */
  private payload({ envelope: { sent }, type }: Examined, arrival: Arrival, faults: readonly DoorFault[]): Record<string, unknown> | null {
    const isOpaque = faults.some(({ code }) => code === 'unknown_field' || code === 'nul_character' || code === 'unstorable')
    const { data, subject, time, corrects } = sent
    if (isOpaque || !type || !isObject(data) || ![subject, time, corrects].every(isTextOrAbsent)) return null
    if (!type.fields.every((field) => (field.isPersonal ? isTextOrAbsent(data[field.name]) : isFlat(data[field.name])))) return null
    const { specversion, source, id, type: name, datacontenttype } = sent
    return {
      specversion, source, id, type: name,
      ...present({ subject, time, corrects, datacontenttype: typeof datacontenttype === 'string' ? datacontenttype : undefined }),
      data: this.hashed(type, data, arrival.isHashed),
    }
  }
}

const isTextOrAbsent = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'
const isFlat = (value: unknown): boolean => !isObject(value) && !(Array.isArray(value) && value.some((entry) => typeof entry === 'object'))

function present(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null))
}

/** A text as the database can keep it: NUL and halves of characters are shown as the replacement character. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').replace(/\p{Surrogate}/gu, '\u{fffd}')
}
