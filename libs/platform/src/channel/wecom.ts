import * as z from 'zod/mini'
import { ChannelAdapter } from './channel-adapter.ts'
import type { ChannelRequest, ChannelResponse, OutMessage, ReadAnswer, TargetOf } from './channel-adapter.ts'
import { fitMarkdown } from './fit-bytes.ts'
import { answerOfStatus, excerpt, notARobot, readBody, refused, refusedForNow, sent, tooFast } from './read-answer.ts'

const Reply = z.object({ errcode: z.number(), errmsg: z._default(z.string(), '') })
/** developer.work.weixin.qq.com/document/path/91770: bytes of UTF-8, not characters; a longer one is refused with 40058. */
export const WECOM_BYTES = 4_096
const TOO_OFTEN = 45_009
const BUSY = -1
const MINUTE_MS = 60_000

/** Group robots of WeCom (企业微信): 20 messages a minute; every answer is HTTP 200, the error stands in the body. */
export class WecomAdapter extends ChannelAdapter<TargetOf<'wecom'>> {
  request({ url }: TargetOf<'wecom'>, message: OutMessage): ChannelRequest {
    const content = fitMarkdown({ ...message, markdown: `**${message.subject}**\n${message.markdown}` }, WECOM_BYTES)
    return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }) }
  }

  answer(response: ChannelResponse): ReadAnswer {
    const byStatus = answerOfStatus(response)
    if (byStatus) return byStatus
    const reply = readBody(Reply, response)
    if (!reply) return notARobot(response)
    const said = { zh: `企业微信应答 ${reply.errcode}：${excerpt(reply.errmsg)}`, en: `WeCom answered ${reply.errcode}: ${excerpt(reply.errmsg)}` }
    if (reply.errcode === 0) return sent()
    if (reply.errcode === TOO_OFTEN) return tooFast(said, MINUTE_MS)
    return reply.errcode === BUSY ? refusedForNow(said) : refused(said)
  }
}
