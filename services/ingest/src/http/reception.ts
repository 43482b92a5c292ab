import type { IncomingMessage } from 'node:http'
import { EVENT_LIMITS } from '@tierline/contracts/event'
import type { IngestReply } from '@tierline/contracts/ingest'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Lane } from '@tierline/platform/log/event-log'
import { arrayElements } from '../body/array-elements.ts'
import { structuredFromBinary } from '../body/binary-mode.ts'
import { BODY_BOUNDS, discard, readChunks, readWhole, tooLarge } from '../body/body-reader.ts'
import { LineSplitter } from '../body/line-splitter.ts'
import { bodyForm } from '../body/media-type.ts'
import type { BodyForm } from '../body/media-type.ts'
import type { Door } from '../door/door.ts'
import type { Permits } from '../door/door-faults.ts'
import { Intake } from '../door/intake.ts'
import type { MeasuredLog } from '../door/measured-log.ts'

/** Bytes of a body of each form; arrays are held in memory whole, lines never. */
const BODY_BYTES: Record<BodyForm, number> = {
  lines: EVENT_LIMITS.bodyBytes,
  array: EVENT_LIMITS.arrayBytes,
  // Room for an event over its limit, so that it is refused by name.
  one: EVENT_LIMITS.eventBytes * 4,
  binary: EVENT_LIMITS.eventBytes * 4,
}

/** What a request says about its events. */
export interface Sending {
  contentType: string | undefined
  permits: Permits
  lane: Lane
}

/** Reads the events of a request, in whichever form they come, and passes them through the door into the log. */
export class Reception {
  constructor(private readonly log: MeasuredLog, private readonly door: Door, private readonly idleMs: number = BODY_BOUNDS.idleMs) {}

  /** Throws a problem for what concerns the request as a whole; what concerns one event stands in the reply. */
  async receive(message: IncomingMessage, { contentType, permits, lane }: Sending): Promise<IngestReply> {
    try {
      const form = bodyForm(contentType, message.headers)
      if (Number(message.headers['content-length'] ?? 0) > BODY_BYTES[form]) throw tooLarge(BODY_BYTES[form])
      const intake = new Intake(this.log, lane, (bytes) => this.door.examine(bytes, permits))
      await this.read(form, message, intake)
      return await intake.finish()
    } catch (error) {
      discard(message)
      throw error
    }
  }

  private async read(form: BodyForm, message: IncomingMessage, intake: Intake): Promise<void> {
    const bounds = { ...BODY_BOUNDS, idleMs: this.idleMs, bytes: BODY_BYTES[form] }
    if (form === 'lines') return await readLines(readChunks(message, bounds), intake)
    const body = await readWhole(message, bounds)
    if (form === 'array') return await readArray(withoutMark(body), intake)
    const event = form === 'binary' ? structuredFromBinary(message.headersDistinct, body) : withoutMark(body)
    if (Buffer.isBuffer(event)) intake.take(event)
    else intake.reject(event)
  }
}

async function readLines(chunks: AsyncIterable<Buffer | null>, intake: Intake): Promise<void> {
  const splitter = new LineSplitter((line) => intake.take(line))
  let isFirst = true
  for await (const chunk of chunks) {
    if (chunk === null) {
      await intake.flush()
      continue
    }
    splitter.push(isFirst ? withoutMark(chunk) : chunk)
    isFirst = false
    await intake.advance()
  }
  splitter.end()
}

async function readArray(body: Buffer, intake: Intake): Promise<void> {
  const found = arrayElements(body)
  if ('brokenAt' in found) throw brokenArray(found, body.length)
  // Refused before the first is taken, since the list is here whole.
  if (found.elements.length > EVENT_LIMITS.batchEvents) throw tooManyInArray(found.elements.length)
  for (const [from, until] of found.elements) {
    intake.take(body.subarray(from, until))
    await intake.advance()
  }
}

/** Without a byte order mark, which some writers put in front of UTF-8. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

function brokenArray(broken: { brokenAt: number; expected: string }, length: number): ProblemError {
  const found = broken.brokenAt >= length ? 'the end of the body' : 'another character'
  const detail = `byte ${broken.brokenAt}: found ${found}, expected ${broken.expected}. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.`
  return new ProblemError(400, 'not_json', { title: 'The list of events is broken', detail })
}

function tooManyInArray(count: number): ProblemError {
  const detail = `body: found ${count} events, expected at most ${EVENT_LIMITS.batchEvents}. Nothing was taken; send them in several requests.`
  return new ProblemError(413, 'too_many_events', { title: 'The request has too many events', detail })
}
