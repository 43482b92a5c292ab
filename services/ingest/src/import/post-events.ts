import { setTimeout as wait } from 'node:timers/promises'
import { IngestReply } from '@tierline/contracts/ingest'

/** Where events go, and with which key. */
export interface Destination {
  url: string
  key: string
  /** How long a door that is away or overloaded is tried again before giving up. */
  patienceMs: number
}

/** The door refuses the request as a whole, or has been away too long; what was acknowledged stands. */
export class DoorRefused extends Error {}

const PAUSE = { firstMs: 500, longestMs: 15_000 } as const
/** Unknown, resend: the ids make it harmless. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

/** Posts lines of events as NDJSON, in the lane that never delays live events, until the door has answered for them; the same lines with the same ids however often. */
export async function postEvents(to: Destination, lines: readonly string[], onRetry: (reason: string) => void): Promise<IngestReply> {
  const body = `${lines.join('\n')}\n`
  const giveUpAt = Date.now() + to.patienceMs
  for (let pauseMs: number = PAUSE.firstMs; ; pauseMs = Math.min(pauseMs * 2, PAUSE.longestMs)) {
    const attempt = await post(to, body)
    if ('reply' in attempt) return attempt.reply
    const waitMs = Math.max(attempt.retryAfterMs, pauseMs * (0.5 + Math.random() / 2))
    if (Date.now() + waitMs > giveUpAt) {
      throw new DoorRefused(`${to.url}: found ${attempt.reason} for ${Math.round(to.patienceMs / 1_000)} s, expected an answer. Start the server, then run the import again: it goes on where it stopped.`)
    }
    onRetry(attempt.reason)
    await wait(waitMs)
  }
}

type Attempt = { reply: IngestReply } | { reason: string; retryAfterMs: number }

async function post(to: Destination, body: string): Promise<Attempt> {
  const sent = await send(to, body)
  if ('reason' in sent) return sent
  const { response, text } = sent
  if (PASSING.has(response.status)) return { reason: `status ${response.status}`, retryAfterMs: Number(response.headers.get('retry-after') ?? 0) * 1_000 }
  const reply = IngestReply.safeParse(parsed(text))
  if (reply.success) return { reply: reply.data }
  throw new DoorRefused(`${to.url}: found status ${response.status}, expected 200. ${detailOf(parsed(text)) ?? 'Check that the address is that of a Tierline server.'}`)
}

async function send(to: Destination, body: string): Promise<{ response: Response; text: string } | { reason: string; retryAfterMs: number }> {
  try {
    const response = await fetch(new URL('/v1/events?lane=backfill', to.url), { method: 'POST', headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${to.key}` }, body })
    return { response, text: await response.text() }
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code
    return { reason: `no connection${typeof cause === 'string' ? ` (${cause})` : ''}`, retryAfterMs: 0 }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function detailOf(problem: unknown): string | null {
  const detail = (problem as { detail?: unknown } | null)?.detail
  return typeof detail === 'string' ? detail : null
}
