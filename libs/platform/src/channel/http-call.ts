import { Agent, ProxyAgent, request } from 'undici'
import type { Dispatcher } from 'undici'
import * as z from 'zod/mini'
import type { ChannelRequest, ChannelResponse } from './channel-adapter.ts'

const MAX_ANSWER_BYTES = 65_536

/** How long a call may take, in ms. */
export interface CallTimes {
  connectMs: number
  /** The whole call, to the last byte of the answer that is read. */
  wholeMs: number
}

/** No answer came. `isSurelyLost`: the request cannot have reached the other side. */
export class NoAnswer extends Error {
  constructor(readonly code: string, readonly isSurelyLost: boolean) {
    super(`no answer: ${code}`)
  }
}

/** Makes HTTP calls out of the network, through the proxy where there is one; follows no redirects and reads no more than the beginning of an answer. */
export class HttpCall {
  private readonly dispatcher: Dispatcher

  constructor(proxy: string | null, private readonly times: CallTimes) {
    const options = { connect: { timeout: times.connectMs }, headersTimeout: times.wholeMs, bodyTimeout: times.wholeMs }
    this.dispatcher = proxy === null ? new Agent(options) : new ProxyAgent({ ...options, uri: proxy })
  }

  async post({ url, headers, body }: ChannelRequest): Promise<ChannelResponse> {
    const signal = AbortSignal.timeout(this.times.wholeMs)
    try {
      const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: this.dispatcher })
      return { status: answer.statusCode, headers: answer.headers, body: await beginningOf(answer.body) }
    } catch (error) {
      throw noAnswer(error)
    }
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy()
  }
}

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop destroys the rest.
    if (size >= MAX_ANSWER_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8')
}

/** Nothing was sent before the connection stood. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID', 'PROXY_REFUSED'])

/** The code alone: messages of errors carry hosts and addresses. */
function noAnswer(error: unknown): NoAnswer {
  const code = codeOf(error)
  return new NoAnswer(code, BEFORE_SENDING.has(code))
}

/** By its fields and not by its class: errors of Node's core are of another world where modules run in a sandbox. */
const Fault = z.object({ name: z.optional(z.string()), message: z.optional(z.string()), code: z.optional(z.string()), cause: z.optional(z.unknown()), errors: z.optional(z.array(z.unknown())) })

function codeOf(error: unknown): string {
  const { name = 'UNKNOWN', message = '', code, cause, errors } = Fault.safeParse(error).data ?? {}
  if (name === 'TimeoutError') return 'TIMEOUT'
  // A proxy that answers CONNECT with anything but 200.
  if (message.startsWith('Proxy response')) return 'PROXY_REFUSED'
  if (code !== undefined) return code
  if (errors?.[0] !== undefined) return codeOf(errors[0])
  return cause === undefined ? name : codeOf(cause)
}
