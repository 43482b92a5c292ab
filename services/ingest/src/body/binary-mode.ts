import type { IncomingHttpHeaders } from 'node:http'
import { readObject, rejected } from '../json/read-object.ts'
import type { Rejection } from '../json/read-object.ts'

const PREFIX = 'ce-'

/** Whether the attributes of an event come in headers. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name.startsWith(PREFIX))
}

/** Puts an event in binary mode (attributes in `ce-*` headers, data as the body) into one structured text, as its bytes; the door examines that. */
export function structuredFromBinary(headers: NodeJS.Dict<string[]>, body: Buffer): Buffer | Rejection {
  const attributes: Record<string, string> = {}
  for (const [header, values = []] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX)) continue
    const name = header.slice(PREFIX.length)
    if (values.length > 1) return rejected('duplicate_key', `${header}: found the header ${values.length} times, expected it once. Remove the others; which one holds cannot be known.`)
    const value = decode(values[0] ?? '')
    if (value === null) return rejected('not_an_event', `${header}: found a header that cannot be decoded, expected percent-encoded UTF-8. Encode characters outside of ASCII, quotes and % as %XX.`)
    if (name === 'data') return rejected('not_an_event', `${header}: found data in a header, expected it in the body. Send the fields as the JSON body.`)
    attributes[name] = value
  }
  return composeStructured(attributes, body)
}

/** Puts attributes and data into one structured text, as its bytes. */
export function composeStructured(attributes: Readonly<Record<string, string>>, body: Buffer): Buffer | Rejection {
  // The body is read on its own, so that its faults are told by their place in it.
  const data = readObject(body)
  if (data.kind === 'rejected') return data.code === 'not_an_event' ? rejected('not_an_event', NO_OBJECT) : data
  const head = JSON.stringify(attributes)
  const comma = head === '{}' ? '' : ','
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)}${comma}"data":`), body, Buffer.from('}')])
}

const NO_OBJECT = 'body: found no JSON object, expected the fields of the type as a JSON object. In binary mode the body is the data alone.'

/** Node hands header bytes over as Latin-1; plain UTF-8 in them is taken as well. */
function decode(value: string): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
    return text.includes('%') ? decodeURIComponent(text) : text
  } catch {
    return null
  }
}
