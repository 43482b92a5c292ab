import type { Bilingual } from '@tierline/contracts/text'
import * as z from 'zod/mini'
import type { ChannelResponse, ReadAnswer } from './channel-adapter.ts'
import { cutBytes } from './fit-bytes.ts'

const MINUTE_MS = 60_000
const LONGEST_BAR_MS = 60 * MINUTE_MS
const TOO_MANY = 429
const EXCERPT_BYTES = 400

export const sent = (detail: Bilingual = { zh: '对方已收下', en: 'Taken by the other side' }): ReadAnswer => ({ outcome: 'sent', detail, isWorthRetrying: false, barredMs: null })

/** The other side said no, and would say so again. */
export const refused = (detail: Bilingual): ReadAnswer => ({ outcome: 'failed', detail, isWorthRetrying: false, barredMs: null })

/** The other side said no, but perhaps not the next time. */
export const refusedForNow = (detail: Bilingual): ReadAnswer => ({ outcome: 'failed', detail, isWorthRetrying: true, barredMs: null })

/** We were too fast. */
export const tooFast = (detail: Bilingual, barredMs: number): ReadAnswer => ({ outcome: 'failed', detail, isWorthRetrying: true, barredMs })

/** Whether it arrived cannot be told. */
export const unclear = (detail: Bilingual): ReadAnswer => ({ outcome: 'unknown', detail, isWorthRetrying: true, barredMs: null })

/** What the HTTP status alone says; null where it is 2xx and the body has to be read. */
export function answerOfStatus({ status, headers, body }: ChannelResponse): ReadAnswer | null {
  if (status >= 200 && status < 300) return null
  const said = { zh: `对方应答 HTTP ${status}：${excerpt(body)}`, en: `The other side answered HTTP ${status}: ${excerpt(body)}` }
  if (status === TOO_MANY) return tooFast(said, barOf(headers))
  if (status >= 500) return refusedForNow(said)
  if (status >= 300 && status < 400) return refused({ zh: `对方应答 HTTP ${status} 要求转往别处，系统不跟随转址；请填写最终地址`, en: `The other side answered HTTP ${status} and points elsewhere; redirects are not followed, enter the final address` })
  return refused(said)
}

/** The body of a 2xx answer as JSON by a schema; null where it is something else. */
export function readBody<T>(schema: z.ZodMiniType<T>, { body }: ChannelResponse): T | null {
  try {
    const read = schema.safeParse(JSON.parse(body))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** A 2xx answer that is not the robot's (a login page of a proxy, say). */
export const notARobot = ({ status, body }: ChannelResponse): ReadAnswer =>
  unclear({ zh: `HTTP ${status}，但应答不是机器人的格式：${excerpt(body)}`, en: `HTTP ${status}, but not a robot's answer: ${excerpt(body)}` })

export const excerpt = (text: string): string => (text.trim() === '' ? '—' : cutBytes(text.trim().replace(/\s+/g, ' '), EXCERPT_BYTES))

/** Seconds that the other side asks us to wait, bounded; a minute where it names none. */
function barOf(headers: ChannelResponse['headers']): number {
  const seconds = [headers['retry-after'], headers['x-ogw-ratelimit-reset']].map(Number).find((n) => Number.isFinite(n) && n > 0)
  return seconds === undefined ? MINUTE_MS : Math.min(seconds * 1_000, LONGEST_BAR_MS)
}
