import * as z from 'zod/mini'
import { Bilingual } from '../text.ts'
import { Severity, Slug } from './watch.ts'

const Words = z.string().check(z.minLength(1), z.maxLength(2_000))
const Address = z.url({ protocol: /^https?$/ })

/** How a channel is reached. Addresses of robots carry their key, so they are as secret as the secrets: sealed where they lie, never returned. */
export const ChannelTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wecom'), url: Address }),
  z.strictObject({ kind: z.literal('dingtalk'), url: Address, secret: z.optional(Words) }),
  z.strictObject({ kind: z.literal('feishu'), url: Address, secret: z.optional(Words) }),
  z.strictObject({ kind: z.literal('webhook'), url: Address, secret: Words }),
  z.strictObject({ kind: z.literal('email'), to: z.array(z.email()).check(z.minLength(1)) }),
])
export type ChannelTarget = z.infer<typeof ChannelTarget>
export type ChannelKind = ChannelTarget['kind']

/** `PUT /v1/channels/{id}`; without `target` the one that is kept stays. */
export const ChannelBody = z.strictObject({
  id: Slug, title: Bilingual, language: z._default(z.enum(['zh', 'en']), 'zh'),
  /** Alerts below it are not sent here. */
  severityAtLeast: z._default(Severity, 'notice'),
  enabled: z._default(z.boolean(), true),
  target: z.optional(ChannelTarget),
})
export type ChannelBody = z.infer<typeof ChannelBody>
export const ChannelChange = z.strictObject({ channel: ChannelBody, by: Words, reason: Words })
export type ChannelChange = z.infer<typeof ChannelChange>

/** A channel as it is shown; `address` is masked. */
export const Channel = z.object({
  id: z.string(), title: Bilingual, kind: z.enum(['wecom', 'dingtalk', 'feishu', 'webhook', 'email']), language: z.enum(['zh', 'en']), severityAtLeast: Severity, enabled: z.boolean(),
  address: z.string(), hasSecret: z.boolean(), by: z.string(), at: z.string(),
  /** Messages that wait, and until when the other side has barred us. */
  waiting: z.number(), barredUntil: z.nullable(z.string()),
  last: z.nullable(z.object({ at: z.string(), outcome: z.enum(['sent', 'failed', 'unknown']), detail: z.string() })),
})
export type Channel = z.infer<typeof Channel>
export const ChannelList = z.object({ channels: z.array(Channel) })
export type ChannelList = z.infer<typeof ChannelList>

/** `POST /v1/channels/{id}/test`: one message is sent at once, past the queue; the reply says what the other side answered. */
export const TestReply = z.object({ outcome: z.enum(['sent', 'failed', 'unknown']), status: z.nullable(z.number()), detail: z.string() })
export type TestReply = z.infer<typeof TestReply>

/** One attempt to deliver a message. `unknown`: no answer came, so it may have arrived. */
export const Delivery = z.object({ message: z.number(), channel: z.string(), attempt: z.number(), at: z.string(), outcome: z.enum(['sent', 'failed', 'unknown']), status: z.nullable(z.number()), detail: z.string(), subject: z.string(), alerts: z.array(z.number()) })
export type Delivery = z.infer<typeof Delivery>
/** `GET /v1/channels/{id}/deliveries`, newest first. */
export const DeliveryList = z.object({ deliveries: z.array(Delivery) })
export type DeliveryList = z.infer<typeof DeliveryList>
