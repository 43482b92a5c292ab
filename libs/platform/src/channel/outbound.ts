import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import type { Bilingual } from '@tierline/contracts/text'
import type { MessagesConfig } from '../config.ts'
import type { Answer, ChannelAdapter, OutMessage, ReadAnswer } from './channel-adapter.ts'
import { DingtalkAdapter } from './dingtalk.ts'
import { Mailer } from './email.ts'
import { FeishuAdapter } from './feishu.ts'
import { HttpCall, NoAnswer } from './http-call.ts'
import type { CallTimes } from './http-call.ts'
import { withoutSecrets } from './mask.ts'
import { WebhookAdapter } from './webhook.ts'
import { WecomAdapter } from './wecom.ts'

const TIMES: CallTimes = { connectMs: 5_000, wholeMs: 15_000 }
/** No call lasts longer, whatever its kind; who waits for one longer than this waits for a process that is gone. */
export const LONGEST_CALL_MS = 30_000

const ADAPTERS: { [Kind in Exclude<ChannelTarget['kind'], 'email'>]: ChannelAdapter<Extract<ChannelTarget, { kind: Kind }>> } = {
  wecom: new WecomAdapter(), dingtalk: new DingtalkAdapter(), feishu: new FeishuAdapter(), webhook: new WebhookAdapter(),
}

/** Sends one message to one channel, once, and says what became of it; it never throws, and its answers hold no address, key or secret. Limits and retries are the caller's. */
export class Outbound {
  private readonly http: HttpCall
  private readonly mailer: Mailer | null

  constructor({ proxy, smtp }: Pick<MessagesConfig, 'proxy' | 'smtp'>, private readonly parts: { now(): number; times?: CallTimes } = { now: () => Date.now() }) {
    const times = parts.times ?? TIMES
    this.http = new HttpCall(proxy, times)
    this.mailer = smtp === null ? null : new Mailer(smtp, times)
  }

  async send(target: ChannelTarget, message: OutMessage): Promise<Answer> {
    const { status, detail, ...read } = await this.attempt(target, message)
    return { ...read, status, detail: withoutSecrets(detail[message.language], target) }
  }

  async close(): Promise<void> {
    this.mailer?.close()
    await this.http.close()
  }

  private async attempt(target: ChannelTarget, message: OutMessage): Promise<ReadAnswer & { status: number | null }> {
    if (target.kind !== 'email') return await this.call(target, message)
    if (this.mailer === null) return { ...lost(NO_SERVER, false), status: null }
    const mailer = this.mailer
    return await within(LONGEST_CALL_MS, () => mailer.send(target, message))
  }

  private async call(target: Exclude<ChannelTarget, { kind: 'email' }>, message: OutMessage): Promise<ReadAnswer & { status: number | null }> {
    const adapter = ADAPTERS[target.kind] as ChannelAdapter<ChannelTarget>
    try {
      const response = await this.http.post(adapter.request(target, message, this.parts.now()))
      return { ...adapter.answer(response), status: response.status }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      return { ...(error.isSurelyLost ? lost(unreached(error.code), true) : { ...lost(unanswered(error.code), true), outcome: 'unknown' }), status: null }
    }
  }
}

const lost = (detail: Bilingual, isWorthRetrying: boolean): ReadAnswer => ({ outcome: 'failed', detail, isWorthRetrying, barredMs: null })

const NO_SERVER: Bilingual = { zh: '未设置邮件服务器：请设置 TIERLINE_SMTP_URL 和 TIERLINE_MAIL_FROM 后重启', en: 'No mail server is set: set TIERLINE_SMTP_URL and TIERLINE_MAIL_FROM and start again' }

const unreached = (code: string): Bilingual => ({ zh: `连接不上对方（${code}）`, en: `The other side cannot be reached (${code})` })

const unanswered = (code: string): Bilingual => ({ zh: `已发出，但没有收到应答（${code}），可能已送达`, en: `Sent, but no answer came (${code}); it may have arrived` })

/** A mail server that takes its time word by word has an end too. */
async function within(ms: number, work: () => Promise<ReadAnswer & { status: number | null }>): Promise<ReadAnswer & { status: number | null }> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ReadAnswer & { status: number | null }>((resolve) => {
    timer = setTimeout(() => resolve({ ...lost(unanswered('TIMEOUT'), true), outcome: 'unknown', status: null }), ms)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
