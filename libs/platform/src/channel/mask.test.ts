import { describe, expect, it } from '@jest/globals'
import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import { maskTarget, withoutLogin, withoutSecrets } from './mask.ts'

describe('what may be shown of an address', () => {
  it.each<[ChannelTarget, string]>([
    [{ kind: 'wecom', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa' }, 'https://qyapi.weixin.qq.com/…5aaa'],
    [{ kind: 'webhook', url: 'http://user:password@bureau.example:8080/a/b', secret: 's' }, 'http://bureau.example:8080/…'],
    [{ kind: 'email', to: ['zhang@bureau.example', '李@bureau.example'] }, 'z***@bureau.example, 李***@bureau.example'],
  ])('%j', (target, shown) => {
    expect(maskTarget(target)).toBe(shown)
  })
})

describe('a text that repeats secrets', () => {
  const target: ChannelTarget = { kind: 'feishu', url: 'https://open.feishu.cn/open-apis/bot/v2/hook/0ab1-TOKEN%2F9?extra=k%20e%20y%20s', secret: 'sec' }

  it.each([
    ['POST https://open.feishu.cn/open-apis/bot/v2/hook/0ab1-TOKEN%2F9?extra=k%20e%20y%20s failed', 'POST *** failed'],
    ['hook 0ab1-TOKEN/9 unknown', 'hook *** unknown'], ['extra k e y s', 'extra ***'], ['secret sec', '***ret ***'], ['nothing to hide', 'nothing to hide'],
  ])('%s', (text, masked) => {
    expect(withoutSecrets(text, target)).toBe(masked)
  })

  it('of a mail server loses its login', () => {
    expect(withoutLogin('535 no tier@line p@ss', 'smtp://tier%40line:p%40ss@mail.example')).toBe('535 no *** ***')
  })
})
