import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import type { Bilingual } from '@tierline/contracts/text'

/** A file that goes with a message; robots cannot take one and leave it out. */
export interface Attachment {
  name: string
  mediaType: string
  content: Buffer
}

/** What a channel is told. `id` is the same at every attempt, so that the other side can tell a repeated message. */
export interface OutMessage {
  id: string
  subject: string
  text: string
  /** Without the subject; at most headings, bold, lists and links, which all robots show. */
  markdown: string
  /** All facts, for webhooks. */
  json: unknown
  language: 'zh' | 'en'
  /** How many things it tells of; said where it has to be cut short. */
  items?: number
  attachments?: readonly Attachment[]
}

/** What became of one attempt. `failed`: certainly not delivered; `unknown`: no answer came, so it may have arrived. */
export interface Answer {
  outcome: 'sent' | 'failed' | 'unknown'
  /** Of HTTP or SMTP; null where no answer came. */
  status: number | null
  /** What the other side said, without any address, key or secret. */
  detail: string
  /** Whether another try may go better. */
  isWorthRetrying: boolean
  /** For so long the other side takes nothing more from us; null where it did not say so. */
  barredMs: number | null
}

/** A HTTP POST that is to be made. */
export interface ChannelRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** What came back: at most the first 64 KiB of it. Names of headers in small letters. */
export interface ChannelResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** An answer as an adapter reads it, still in both languages. */
export type ReadAnswer = Omit<Answer, 'detail' | 'status'> & { detail: Bilingual }

/** One kind of channel that is reached by HTTP: makes a request of a message, and an outcome of the answer. Pure: the instant (epoch ms) comes in. */
export abstract class ChannelAdapter<Target extends ChannelTarget> {
  abstract request(target: Target, message: OutMessage, now: number): ChannelRequest
  abstract answer(response: ChannelResponse): ReadAnswer
}

/** A target of one kind. */
export type TargetOf<Kind extends ChannelTarget['kind']> = Extract<ChannelTarget, { kind: Kind }>
