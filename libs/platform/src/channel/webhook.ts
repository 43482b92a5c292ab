import { createHmac } from 'node:crypto'
import { ChannelAdapter } from './channel-adapter.ts'
import type { ChannelRequest, ChannelResponse, OutMessage, ReadAnswer, TargetOf } from './channel-adapter.ts'
import { answerOfStatus, sent } from './read-answer.ts'

/** A program of the bureau's own; what it gets and how it checks it stands in docs/webhook.md. Any 2xx is a yes. */
export class WebhookAdapter extends ChannelAdapter<TargetOf<'webhook'>> {
  request({ url, secret }: TargetOf<'webhook'>, message: OutMessage, now: number): ChannelRequest {
    const timestamp = Math.floor(now / 1_000)
    const body = JSON.stringify({
      id: message.id, subject: message.subject, text: message.text, language: message.language, facts: message.json,
      attachments: (message.attachments ?? []).map(({ name, mediaType, content }) => ({ name, mediaType, base64: content.toString('base64') })),
    })
    return {
      url, body,
      headers: {
        'content-type': 'application/json', 'idempotency-key': message.id,
        'x-tierline-timestamp': String(timestamp), 'x-tierline-signature': `sha256=${webhookSign(secret, timestamp, body)}`,
      },
    }
  }

  answer(response: ChannelResponse): ReadAnswer {
    return answerOfStatus(response) ?? sent({ zh: `对方应答 HTTP ${response.status}`, en: `The other side answered HTTP ${response.status}` })
  }
}

/** hex(HMAC-SHA256(key = secret, message = "seconds.body")). */
export const webhookSign = (secret: string, seconds: number, body: string): string => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
