import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import { ChannelAdapter } from './channel-adapter.ts'
import type { ChannelRequest, ChannelResponse, OutMessage, ReadAnswer, TargetOf } from './channel-adapter.ts'
import { bytesOf, cutBytes, fitMarkdown } from './fit-bytes.ts'
import { answerOfStatus, excerpt, notARobot, readBody, refused, sent, tooFast } from './read-answer.ts'

/** The newer answers say `code`, the older ones `StatusCode`. */
const Reply = z.object({ code: z.optional(z.number()), msg: z.optional(z.string()), StatusCode: z.optional(z.number()), StatusMessage: z.optional(z.string()) })
/** open.feishu.cn, custom bot usage guide: the whole body, ≤ 20 KB. */
export const FEISHU_BODY_BYTES = 20_000
const SUBJECT_BYTES = 300
/** Of the robot's own limits (100 a minute, 5 a second) and of the platform's. */
const TOO_OFTEN: readonly number[] = [11_232, 230_020, 99_991_400]
const BARRED_MS = 15_000

/** Custom bots of Feishu (飞书): 100 messages a minute and 5 a second; signature and timestamp stand in the body. 19021 (signature, clock), 19022 (address not allowed) and 19024 (keyword) stay as they are until somebody mends the settings. */
export class FeishuAdapter extends ChannelAdapter<TargetOf<'feishu'>> {
  request({ url, secret }: TargetOf<'feishu'>, message: OutMessage, now: number): ChannelRequest {
    const seconds = Math.floor(now / 1_000)
    const signed = secret === undefined ? {} : { timestamp: String(seconds), sign: feishuSign(secret, seconds) }
    return { url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: fittingBody(signed, message) }
  }

  answer(response: ChannelResponse): ReadAnswer {
    const reply = readBody(Reply, response)
    const code = reply?.code ?? reply?.StatusCode
    const text = reply?.msg ?? reply?.StatusMessage ?? ''
    // The platform's gateway says the same with HTTP 400.
    if (code !== undefined && TOO_OFTEN.includes(code)) return tooFast(said(code, text), BARRED_MS)
    const byStatus = answerOfStatus(response)
    if (byStatus) return byStatus
    if (code === undefined) return notARobot(response)
    return code === 0 ? sent() : refused(said(code, text))
  }
}

/** base64(HMAC-SHA256(key = "seconds\nsecret", message = "")). */
export const feishuSign = (secret: string, seconds: number): string => createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64')

/** JSON needs two bytes for a line's end or a quote, so what fits is found by trying. */
function fittingBody(signed: object, message: OutMessage): string {
  for (let room = FEISHU_BODY_BYTES; ;) {
    const content = fitMarkdown(message, room)
    const body = JSON.stringify({ ...signed, msg_type: 'interactive', card: cardOf(message.subject, content) })
    const over = bytesOf(body) - FEISHU_BODY_BYTES
    if (over <= 0 || room === 0) return body
    room = Math.max(0, Math.min(room, bytesOf(content)) - over)
  }
}

const cardOf = (subject: string, content: string): object => ({
  config: { wide_screen_mode: true },
  header: { title: { tag: 'plain_text', content: cutBytes(subject, SUBJECT_BYTES) } },
  elements: [{ tag: 'markdown', content }],
})

const said = (code: number, text: string): { zh: string; en: string } => ({ zh: `飞书应答 ${code}：${excerpt(text)}`, en: `Feishu answered ${code}: ${excerpt(text)}` })
