import { describe, expect, it } from '@jest/globals'
import { ChannelBody } from '@tierline/contracts/alert/channel'
import { fixtureChannels } from '../../alert/testing/fixture-alerts.ts'
import { CHANNEL_KINDS, channelBodyOf, draftOf, wrongFields, type ChannelDraft } from './channel-draft.ts'

const filled: ChannelDraft = { ...draftOf(null), id: 'duty', zh: '值班群', en: 'Duty', url: 'https://robot.test/send?key=k', secret: 's', to: 'a@b.cn， c@d.cn\n' }

describe('the form of a channel', () => {
  it.each(CHANNEL_KINDS)('sends a %s as the contract wants it', (kind) => {
    const body = channelBodyOf({ ...filled, kind })
    expect([ChannelBody.safeParse(body).error, body.target?.kind, wrongFields({ ...filled, kind })]).toEqual([undefined, kind, []])
  })
  it('opens a kept channel without address or secret, and keeps them unless they are entered anew', () => {
    for (const channel of fixtureChannels()) {
      const draft = draftOf(channel)
      expect([draft.url, draft.secret, draft.to]).toEqual(['', '', ''])
      expect([wrongFields(draft), 'target' in channelBodyOf(draft)]).toEqual([[], false])
      expect(wrongFields({ ...draft, isTargetGiven: true })).toEqual([channel.kind === 'email' ? 'to' : 'url'])
    }
  })
  it.each<[Partial<ChannelDraft>, string[]]>([
    [{ id: 'Duty!', zh: '', en: ' ' }, ['id', 'zh', 'en']], [{ url: 'robot.test' }, ['url']], [{ kind: 'webhook', secret: '' }, ['secret']], [{ kind: 'dingtalk', secret: '' }, []], [{ kind: 'email', to: ' ', url: '' }, ['to']],
  ])('refuses %j', (patch, fields) => {
    expect(wrongFields({ ...filled, ...patch })).toEqual(fields)
  })
  it('sends the recipients one by one, and no empty secret', () => {
    expect(channelBodyOf({ ...filled, kind: 'email' }).target).toEqual({ kind: 'email', to: ['a@b.cn', 'c@d.cn'] })
    expect(channelBodyOf({ ...filled, kind: 'feishu', secret: ' ' }).target).toEqual({ kind: 'feishu', url: filled.url })
  })
})
