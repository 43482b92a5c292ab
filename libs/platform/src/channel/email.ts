import { createTransport } from 'nodemailer'
import type { Transporter } from 'nodemailer'
import * as z from 'zod/mini'
import type { OutMessage, ReadAnswer, TargetOf } from './channel-adapter.ts'
import type { CallTimes } from './http-call.ts'
import { withoutLogin } from './mask.ts'
import { excerpt, refused, refusedForNow, sent, unclear } from './read-answer.ts'

/** A mail server and the sender of its mails. */
export interface MailPlace {
  url: string
  from: string
}

/** What nodemailer says of a failure: the server's reply where there is one, else a code and words. */
const MailFault = z.object({ responseCode: z.optional(z.number()), response: z.optional(z.string()), code: z.optional(z.string()), message: z.optional(z.string()) })
const Sent = z.object({ rejected: z._default(z.array(z.unknown()), []), response: z._default(z.string(), '') })

/** Sends mails through the bureau's server, directly and never through the proxy. 4xx and lost connections are worth another try, 5xx not; the Message-ID stays the same, so that a repeated mail shows once where the reader's program sees to that. */
export class Mailer {
  private readonly transport: Transporter

  constructor(private readonly place: MailPlace, { connectMs, wholeMs }: CallTimes) {
    this.transport = createTransport({
      url: place.url, connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: wholeMs, disableFileAccess: true, disableUrlAccess: true,
    })
  }

  async send({ to }: TargetOf<'email'>, message: OutMessage): Promise<ReadAnswer & { status: number | null }> {
    try {
      const done = Sent.parse(await this.transport.sendMail({
        from: this.place.from, to, subject: message.subject, text: message.text, messageId: `<${message.id}@${hostOf(this.place.from)}>`,
        attachments: (message.attachments ?? []).map(({ name, mediaType, content }) => ({ filename: name, contentType: mediaType, content })),
      }))
      return this.masked({ ...sentTo(to.length, done), status: statusOf(done.response) })
    } catch (error) {
      return this.masked(readFault(MailFault.safeParse(error).data ?? {}))
    }
  }

  private masked(answer: ReadAnswer & { status: number | null }): ReadAnswer & { status: number | null } {
    const { zh, en } = answer.detail
    return { ...answer, detail: { zh: withoutLogin(zh, this.place.url), en: withoutLogin(en, this.place.url) } }
  }

  close(): void {
    this.transport.close()
  }
}

const hostOf = (from: string): string => /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'tierline.invalid'

function sentTo(count: number, { rejected, response }: z.infer<typeof Sent>): ReadAnswer {
  if (rejected.length === 0) return sent({ zh: `邮件服务器已收下（${excerpt(response)}）`, en: `Taken by the mail server (${excerpt(response)})` })
  return sent({ zh: `邮件服务器已收下，但 ${count} 个收件人中有 ${rejected.length} 个被拒`, en: `Taken by the mail server, but ${rejected.length} of ${count} recipients were refused` })
}

/** The talk had not come to the mail itself. nodemailer names `CONN` for whatever happens to the socket at any time, so its words have to tell. */
const BEFORE_CONTENT = /^(Connection timeout|Greeting never received)|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate/

function readFault({ responseCode, response = '', code = 'UNKNOWN', message = '' }: z.infer<typeof MailFault>): ReadAnswer & { status: number | null } {
  if (responseCode !== undefined) {
    const said = { zh: `邮件服务器应答 ${excerpt(response)}`, en: `The mail server answered ${excerpt(response)}` }
    return { ...(responseCode >= 500 ? refused(said) : refusedForNow(said)), status: responseCode }
  }
  const said = { zh: `邮件服务器没有应答（${code}）`, en: `The mail server did not answer (${code})` }
  return { ...(code === 'EDNS' || BEFORE_CONTENT.test(message) ? refusedForNow(said) : unclear(said)), status: null }
}

function statusOf(response: string): number | null {
  const code = /^\d{3}/.exec(response)?.[0]
  return code === undefined ? null : Number(code)
}
