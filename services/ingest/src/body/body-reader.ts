import type { Readable } from 'node:stream'
import { ProblemError } from '@tierline/platform/http/problem'

/** Bounds of one body; each is what keeps a slow or endless sender from costing memory or a connection. */
export interface BodyBounds {
  bytes: number
  /** Longest silence between two chunks while we wait for one. */
  idleMs: number
  /** Silence after which what has come so far is handed on rather than kept waiting for more. */
  pauseMs: number
}

export const BODY_BOUNDS = { idleMs: 20_000, pauseMs: 50 } as const

/** After a refusal the rest of the body is read away, so that the sender sees the reply; not longer and not more than this. */
const DISCARD = { ms: 15_000, bytes: 1024 ** 3 } as const

/**
 * Reads a body chunk by chunk, counting bytes; the socket waits while the caller works on a chunk.
 * `null` stands for a pause: nothing has come for `pauseMs`. Throws 413 over the limit, 408 after silence, 400 when the sender hangs up.
 */
export async function* readChunks(body: Readable, bounds: BodyBounds): AsyncGenerator<Buffer | null> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  let read = 0
  try {
    for (;;) {
      const next = chunks.next().catch(() => { throw cutOff() })
      if ((await within(next, bounds.pauseMs)) === null) yield null
      const chunk = await within(next, bounds.idleMs)
      if (chunk === null) throw silent(bounds.idleMs)
      if (chunk.done) return
      read += chunk.value.length
      if (read > bounds.bytes) throw tooLarge(bounds.bytes)
      yield chunk.value
    }
  } finally {
    // Lets go of the stream without ending it; not awaited, since a silent sender would keep us here.
    void chunks.return?.()
  }
}

/** Reads a body whole, for the forms that need it so. */
export async function readWhole(body: Readable, bounds: BodyBounds): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of readChunks(body, bounds)) if (chunk) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Reads the rest of a refused body away without keeping it. */
export function discard(body: Readable): void {
  if (body.readableEnded || body.destroyed) return
  let bytes = 0
  const timer = setTimeout(() => body.destroy(), DISCARD.ms).unref()
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > DISCARD.bytes) body.destroy()
  })
  body.on('error', () => undefined)
  body.once('close', () => clearTimeout(timer))
}

/** The refusal of a body over the limit. */
export function tooLarge(limitBytes: number): ProblemError {
  const detail = `body: found more than ${limitBytes} bytes, expected at most that. Send the events in several requests; what was taken already is counted once when it is sent again.`
  return new ProblemError(413, 'too_large', { title: 'The request is too large', detail })
}

function silent(idleMs: number): ProblemError {
  const detail = `body: found no byte for ${idleMs / 1000} s, expected the rest of the body. Send the same events (the same ids) again over a steady connection.`
  return new ProblemError(408, 'too_slow', { title: 'The body stopped coming', detail })
}

function cutOff(): ProblemError {
  return new ProblemError(400, 'cut_off', { title: 'The connection was cut', detail: 'body: found its end too early. Send the same events (the same ids) again.' })
}

/** What the promise gives, or null when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => { timer = setTimeout(resolve, ms, null) })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
