import { describe, expect, it } from '@jest/globals'
import { bytesOf } from '@tierline/platform/channel/fit-bytes'
import { WECOM_BYTES, WecomAdapter } from '@tierline/platform/channel/wecom'
import { compose } from './compose.ts'
import type { ComposeFor } from './compose.ts'
import type { Told } from './message-words.ts'
import { FACTS } from './testing/seeded.ts'

const FOR: ComposeFor = { kind: 'wecom', language: 'zh', publicUrl: 'http://t.example', isDemo: false }

const told = (alert: number, changes: Partial<Told> = {}): Told => ({
  alert, step: alert, kind: 'fired', at: 0, text: { zh: '已恢复。', en: 'Recovered.' }, severity: 'warning', watch: 'drop', watchTitle: { zh: '跌出优秀', en: 'Out of excellent' }, board: 1,
  key: { rubric: 'city', group: 'towns', period: '2021-10' }, boardTitle: { zh: '城市治理考核（乡镇，2021年10月）', en: 'City rubric (Towns, October 2021)' },
  unit: `u${alert}`, name: `${alert}镇`, nameEn: `Town ${alert}`, firedAt: Date.parse('2021-10-15T10:30:00+08:00'), facts: FACTS, link: `/boards/city/towns/2021-10?unit=u${alert}&at=2021-10-15T02%3A30%3A00.000Z`, ...changes,
})

describe('a message', () => {
  it('says of each unit what, how much, over which line, since when, from which rank, and why, with a link', () => {
    expect(compose([told(1)], FOR)).toMatchObject({
      subject: '榜线预警：城市治理考核（乡镇，2021年10月），触发 1 条，涉及 1 个单位',
      markdown: '1. **1镇**【警告·触发】跌出优秀，3.1 按时办结率 92.50 %（37/40），线 95.00（优秀），10-15 10:30 起，名次 2→5；主要原因：3.1 按时办结率 −1.20、2.4 满意率 −0.40、1.2 响应率 −0.10'
        + ' [查看](http://t.example/boards/city/towns/2021-10?unit=u1&at=2021-10-15T02%3A30%3A00.000Z)',
      items: 1,
    })
    expect(compose([told(1)], { ...FOR, language: 'en', publicUrl: null, isDemo: true })).toMatchObject({
      subject: '[demo data] Tierline alerts: City rubric (Towns, October 2021): fired 1; units: 1',
      text: '1. **Town 1** (warning, fired) Out of excellent, 3.1 Closed on time 92.50 % (37/40), line 95.00 (Excellent), since 10-15 10:30, rank 2→5; mainly: 3.1 Indicator 3.1 −1.20, 2.4 Indicator 2.4 −0.40, 1.2 Indicator 1.2 −0.10'
        .replaceAll('**', '') + ' /boards/city/towns/2021-10?unit=u1&at=2021-10-15T02%3A30%3A00.000Z',
    })
  })

  it('about a total shows the score, as a range where it is one', () => {
    const bare = { indicator: null, value: null, numerator: null, denominator: null, line: null, rank: null, reasons: [] }
    expect(compose([told(1, { facts: { ...FACTS, ...bare } })], FOR).text).toContain('跌出优秀，得分 94.20，10-15 10:30 起 http')
    expect(compose([told(1, { facts: { ...FACTS, ...bare, score: null, low: '90.00', high: '94.00' } })], FOR).text).toContain('得分 90.00–94.00')
  })

  it('puts the worst first, what is over last, and lets the latest step of an alert speak', () => {
    const many = [
      told(1, { kind: 'recovered' }), told(2), told(3, { severity: 'critical' }), told(4, { facts: { ...FACTS, rank: 9 } }), told(5, { step: 50 }), told(5, { step: 51, kind: 'recovered' }),
    ]
    const { text, subject, json } = compose(many, { ...FOR, kind: 'webhook' })
    expect(text.split('\n').map((line) => /\d+镇/.exec(line)?.[0])).toEqual(['3镇', '4镇', '2镇', '1镇', '5镇'])
    expect(subject).toContain('触发 3 条、恢复 2 条，涉及 5 个单位')
    expect(text).toContain('5. 5镇【警告·恢复】跌出优秀，已恢复，')
    expect((json as { alerts: { step: number }[] }).alerts.map(({ step }) => step)).toEqual([3, 4, 2, 1, 51])
  })

  it.each(['wecom', 'dingtalk', 'feishu', 'email'] as const)('of many units counts those that do not fit, and is not cut again: %s', (kind) => {
    const { subject, markdown, text, ...rest } = compose(Array.from({ length: 500 }, (_, n) => told(n + 1)), { ...FOR, kind })
    const lines = markdown.split('\n')
    expect(lines.at(-1)).toBe(`另有 ${500 - (lines.length - 1)} 个单位`)
    expect(bytesOf(text)).toBeLessThanOrEqual(60_000)
    const { body } = new WecomAdapter().request({ kind: 'wecom', url: 'http://a' }, { id: 'm', subject, markdown, text, ...rest })
    const { content } = (JSON.parse(body) as { markdown: { content: string } }).markdown
    expect(bytesOf(content)).toBeLessThanOrEqual(WECOM_BYTES)
    expect(content.includes('……')).toBe(kind !== 'wecom')
  })

  it('of several boards names each line’s board', () => {
    const other = told(2, { board: 2, boardTitle: { zh: '另一张榜', en: 'Another' } })
    const { subject, text } = compose([told(1), other], FOR)
    expect(subject).toBe('榜线预警汇总：2 张榜，触发 2 条，涉及 2 个单位')
    expect(text).toContain('【警告·触发】另一张榜，跌出优秀')
  })

  it('takes no tag or link from a name', () => {
    expect(compose([told(1, { name: '<at id=all>[x](http://evil)' })], FOR).markdown).toContain('**＜at id=all＞［x］(http://evil)**')
  })
})
