import type { Channel, ChannelBody, ChannelKind, ChannelTarget } from '@tierline/contracts/alert/channel'
import type { Severity } from '@tierline/contracts/alert/watch'

/** What the form of a channel holds. Address and secret are only ever written: they are empty when a kept channel is opened. */
export interface ChannelDraft {
  id: string
  zh: string
  en: string
  kind: ChannelKind
  language: 'zh' | 'en'
  least: Severity
  enabled: boolean
  /** Whether address and secret are entered anew. */
  isTargetGiven: boolean
  url: string
  secret: string
  to: string
}

export const CHANNEL_KINDS: readonly ChannelKind[] = ['wecom', 'dingtalk', 'feishu', 'webhook', 'email']
const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The form of a kept channel, or of a new one. */
export function draftOf(channel: Channel | null): ChannelDraft {
  const nothing = { url: '', secret: '', to: '' }
  if (!channel) return { id: '', zh: '', en: '', kind: 'wecom', language: 'zh', least: 'notice', enabled: true, isTargetGiven: true, ...nothing }
  const { id, title, kind, language, severityAtLeast, enabled } = channel
  return { id, zh: title.zh, en: title.en, kind, language, least: severityAtLeast, enabled, isTargetGiven: false, ...nothing }
}

/** Fields that cannot be sent as they are. */
export function wrongFields(draft: ChannelDraft): (keyof ChannelDraft)[] {
  const { kind } = draft
  const checks: [keyof ChannelDraft, boolean][] = [
    ['id', SLUG.test(draft.id)], ['zh', draft.zh.trim() !== ''], ['en', draft.en.trim() !== ''],
    ...(draft.isTargetGiven ? [['url', kind === 'email' || /^https?:\/\/\S+$/.test(draft.url.trim())], ['secret', kind !== 'webhook' || draft.secret.trim() !== ''], ['to', kind !== 'email' || addresses(draft.to).length > 0]] as [keyof ChannelDraft, boolean][] : []),
  ]
  return checks.filter(([, isRight]) => !isRight).map(([field]) => field)
}

/** What is sent to `PUT /v1/channels/{id}`; without a target the kept one stays. */
export function channelBodyOf(draft: ChannelDraft): ChannelBody {
  const { id, language, least, enabled } = draft
  return { id, title: { zh: draft.zh.trim(), en: draft.en.trim() }, language, severityAtLeast: least, enabled, ...(draft.isTargetGiven ? { target: targetOf(draft) } : {}) }
}

function targetOf({ kind, url, secret, to }: ChannelDraft): ChannelTarget {
  const address = url.trim()
  const key = secret.trim()
  switch (kind) {
    case 'email': return { kind, to: addresses(to) }
    case 'wecom': return { kind, url: address }
    case 'webhook': return { kind, url: address, secret: key }
    case 'dingtalk': case 'feishu': return { kind, url: address, ...(key === '' ? {} : { secret: key }) }
  }
}

function addresses(text: string): string[] {
  return text.split(/[\s,;，；]+/).filter(Boolean)
}
