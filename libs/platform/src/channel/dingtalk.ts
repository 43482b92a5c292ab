import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import { ChannelAdapter } from './channel-adapter.ts'
import type { ChannelRequest, ChannelResponse, OutMessage, ReadAnswer, TargetOf } from './channel-adapter.ts'
import { fitMarkdown } from './fit-bytes.ts'
import { answerOfStatus, excerpt, notARobot, readBody, refused, refusedForNow, sent, tooFast } from './read-answer.ts'

const Reply = z.object({ errcode: z.number(), errmsg: z._default(z.string(), '') })
/** A message of more than 20,000 bytes is refused (460101); the title and the wrapping need some. */
export const DINGTALK_BYTES = 18_000
const TOO_OFTEN = 130_101
const BUSY = -1
/** Who sends more than 20 in a minute is heard again after ten minutes. */
const BARRED_MS = 600_000

/** Group robots of DingTalk (钉钉): 20 messages a minute, else barred for ten; signature and timestamp stand in the query. 310000 (signature, keyword, address not allowed) stays as it is until somebody mends the settings. */
export class DingtalkAdapter extends ChannelAdapter<TargetOf<'dingtalk'>> {
  request({ url, secret }: TargetOf<'dingtalk'>, message: OutMessage, now: number): ChannelRequest {
    const text = fitMarkdown({ ...message, markdown: `### ${message.subject}\n${message.markdown}` }, DINGTALK_BYTES)
    return {
      url: secret === undefined ? url : signedUrl(url, secret, now),
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { title: message.subject, text } }),
    }
  }

  answer(response: ChannelResponse): ReadAnswer {
    const byStatus = answerOfStatus(response)
    if (byStatus) return byStatus
    const reply = readBody(Reply, response)
    if (!reply) return notARobot(response)
    const said = { zh: `钉钉应答 ${reply.errcode}：${excerpt(reply.errmsg)}`, en: `DingTalk answered ${reply.errcode}: ${excerpt(reply.errmsg)}` }
    if (reply.errcode === 0) return sent()
    if (reply.errcode === TOO_OFTEN) return tooFast(said, BARRED_MS)
    return reply.errcode === BUSY ? refusedForNow(said) : refused(said)
  }
}

/** base64(HMAC-SHA256(key = secret, message = "ms\nsecret")). */
export const dingtalkSign = (secret: string, ms: number): string => createHmac('sha256', secret).update(`${ms}\n${secret}`).digest('base64')

function signedUrl(url: string, secret: string, now: number): string {
  const signed = new URL(url)
  signed.searchParams.set('timestamp', String(now))
  // Sets `+`, `/` and `=` as the robot wants them: percent-encoded.
  signed.searchParams.set('sign', dingtalkSign(secret, now))
  return signed.href
}
