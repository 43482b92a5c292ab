import type { IncomingHttpHeaders } from 'node:http'
import { ProblemError } from '@tierline/platform/http/problem'
import { isBinaryMode } from './binary-mode.ts'

/** How the events of a request are written down. */
export type BodyForm = 'one' | 'array' | 'lines' | 'binary'

const FORMS: Record<string, BodyForm> = {
  'application/cloudevents+json': 'one',
  'application/cloudevents-batch+json': 'array',
  'application/x-ndjson': 'lines',
}
const KNOWN = Object.keys(FORMS).join(', ')

/** The form that the headers name; anything else is a 415 with the mend. */
export function bodyForm(contentType: string | undefined, headers: IncomingHttpHeaders): BodyForm {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw unsupported(`content-encoding: found "${encoding.slice(0, 40)}", expected none. Send the body uncompressed; NDJSON is read as a stream.`)
  }
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';').map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8).replaceAll('"', '')
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw unsupported(`content-type: found the charset "${charset.slice(0, 40)}", expected utf-8. Convert the text to UTF-8.`)
  }
  const form = FORMS[type] ?? (isBinaryMode(headers) && isJson(type) ? 'binary' : undefined)
  if (form === undefined) throw unsupported(sentence(type, isBinaryMode(headers)))
  return form
}

const isJson = (type: string): boolean => /^application\/(?:json|[a-z0-9.-]+\+json)$/.test(type)

function sentence(type: string, isBinary: boolean): string {
  const found = type === '' ? 'no content-type' : `content-type "${type.slice(0, 80)}"`
  if (isBinary) return `content-type: found ${found} with ce- headers, expected application/json. In binary mode the body is the event's data as JSON.`
  const mend = type === 'application/json' ? 'For one event say application/cloudevents+json, for a list application/cloudevents-batch+json; or put the attributes into ce- headers.' : 'Say which of these the body is.'
  return `content-type: found ${found}, expected ${KNOWN}. ${mend}`
}

function unsupported(detail: string): ProblemError {
  return new ProblemError(415, 'wrong_content_type', { title: 'The body is of a kind that is not read here', detail })
}
