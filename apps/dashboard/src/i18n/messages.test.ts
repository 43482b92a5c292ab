import { describe, expect, it } from '@jest/globals'
import bellEn from './alert/bell.en.ts'
import bellZh from './alert/bell.zh-CN.ts'
import alertEn from './alert/alert.en.ts'
import alertZh from './alert/alert.zh-CN.ts'
import channelEn from './alert/channel.en.ts'
import channelZh from './alert/channel.zh-CN.ts'
import watchEn from './alert/watch.en.ts'
import watchZh from './alert/watch.zh-CN.ts'
import enLater from './en/later.ts'
import enFirst from './en/messages.ts'
import enSnapshot from './snapshot/en.ts'
import zhSnapshot from './snapshot/zh-CN.ts'
import zhLater from './zh-CN/later.ts'
import zhFirst from './zh-CN/messages.ts'

const en = { ...enFirst, ...enLater, snapshot: enSnapshot, bell: bellEn, alert: alertEn, channel: channelEn, watch: watchEn }
const zhCN = { ...zhFirst, ...zhLater, snapshot: zhSnapshot, bell: bellZh, alert: alertZh, channel: channelZh, watch: watchZh }

describe('the words of the screen', () => {
  it('exist in both languages with the same names in them', () => {
    expect(shapeOf(en)).toEqual(shapeOf(zhCN))
  })
  it('are never empty', () => {
    for (const [key, words] of [...leaves(zhCN), ...leaves(en)]) expect({ key, isEmpty: words.trim() === '' }).toEqual({ key, isEmpty: false })
  })
})

function shapeOf(messages: object): Record<string, string> {
  return Object.fromEntries(leaves(messages).map(([key, words]) => [key, [...new Set(words.match(/\{\w+\}/g) ?? [])].sort().join(' ')]))
}

function leaves(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[path + key, value]] : leaves(value as object, `${path}${key}.`)))
}
