import type { InletMessage } from '@tierline/platform/inlet/inlet'
import { arrayElements } from '../body/array-elements.ts'
import { composeStructured } from '../body/binary-mode.ts'
import { rejected } from '../json/read-object.ts'
import type { Rejection } from '../json/read-object.ts'

/** The bytes of one structured event, or why there are none, with the bytes that came. */
export type MessageEvent = { bytes: Buffer } | { rejection: Rejection; original: Buffer }

const PREFIX = 'ce_'
const EMPTY = Buffer.alloc(0)

/** The events of a message by the Kafka protocol binding of CloudEvents 1.0: structured (one, or a list) where the content-type says so, else binary with `ce_` headers and the value as data. */
export function eventsOf({ value, headers }: InletMessage): MessageEvent[] {
  const bytes = value ?? EMPTY
  const type = contentTypeOf(headers)
  if (type === 'application/cloudevents+json') return [{ bytes }]
  if (type === 'application/cloudevents-batch+json') return elementsOf(bytes)
  if (!Object.keys(headers).some((name) => name.startsWith(PREFIX))) return [{ rejection: unknownForm(type), original: bytes }]
  const composed = binary(headers, { type, bytes })
  return [Buffer.isBuffer(composed) ? { bytes: composed } : { rejection: composed, original: bytes }]
}

function contentTypeOf(headers: InletMessage['headers']): string {
  const sent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1][0] ?? ''
  return sent.toLowerCase().split(';')[0]?.trim() ?? ''
}

function elementsOf(bytes: Buffer): MessageEvent[] {
  const found = arrayElements(bytes)
  if ('brokenAt' in found) return [{ rejection: rejected('not_json', `value, byte ${found.brokenAt}: expected ${found.expected}. Nothing of the list was taken; mend it and write it again.`), original: bytes }]
  return found.elements.map(([from, until]) => ({ bytes: bytes.subarray(from, until) }))
}

function binary(headers: InletMessage['headers'], { type, bytes }: { type: string; bytes: Buffer }): Buffer | Rejection {
  if (type !== '' && !/^application\/(?:json|[a-z0-9.-]+\+json)$/.test(type)) {
    return rejected('not_an_event', `content-type: found "${type.slice(0, 80)}" with ce_ headers, expected application/json. In binary mode the value is the event's data as JSON.`)
  }
  const attributes: Record<string, string> = {}
  for (const [header, texts] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX)) continue
    const name = header.slice(PREFIX.length)
    if (texts.length > 1) return rejected('duplicate_key', `${header}: found the header ${texts.length} times, expected it once. Remove the others; which one holds cannot be known.`)
    if (name === 'data') return rejected('not_an_event', `${header}: found data in a header, expected it in the value. Write the fields as the JSON value.`)
    attributes[name] = texts[0] ?? ''
  }
  return composeStructured(attributes, bytes)
}

function unknownForm(type: string): Rejection {
  const found = type === '' ? 'no content-type and no ce_ headers' : `content-type "${type.slice(0, 80)}" and no ce_ headers`
  return rejected('not_an_event', `headers: found ${found}, expected application/cloudevents+json, application/cloudevents-batch+json, or ce_ headers with the data as JSON. Say in the header which of these the value is; where the value is a structured event, this one can be replayed as it is.`)
}
