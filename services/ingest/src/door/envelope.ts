import { EVENT_LIMITS } from '@tierline/contracts/event'
import { rejected } from '../json/read-object.ts'
import type { Rejection } from '../json/read-object.ts'
import { kindOf } from './sentences.ts'

/** An envelope whose identity and type can be read; the rest is as sent and still to be checked. */
export interface Envelope {
  kind: 'envelope'
  source: string
  id: string
  type: string
  sent: Record<string, unknown>
}

/** Reads what makes an object an event: specversion, source, id and type. */
export function readEnvelope(sent: Record<string, unknown>): Envelope | Rejection {
  const { specversion, source, id, type } = sent
  if (specversion === '1.0' && isAttribute(source) && isAttribute(id) && isAttribute(type)) return { kind: 'envelope', source, id, type, sent }
  const faults = ['source', 'id', 'type'].filter((name) => !isAttribute(sent[name])).map((name) => attributeSentence(name, sent[name]))
  if (specversion !== '1.0') faults.unshift(`specversion: found ${specversion === undefined ? 'nothing' : kindOf(specversion)}, expected "1.0". Send CloudEvents 1.0 envelopes.`)
  return rejected('not_an_event', faults.join(' '))
}

/** Whether a value can be an attribute of the envelope. */
export function isAttribute(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= EVENT_LIMITS.attributeChars
}

function attributeSentence(name: string, value: unknown): string {
  return `${name}: found ${kindOf(value)}, expected a text of 1 to ${EVENT_LIMITS.attributeChars} characters. Every event carries its ${name}.`
}
