import { describe, expect, it } from '@jest/globals'
import { smallRubric } from '../testing/small-rubric.ts'
import { indicatorHeads } from './board-head.ts'
import { judgedRange } from './judged-range.ts'
import { renderRubric } from './render-rubric.ts'

describe('renderRubric', () => {
  const { zh, en } = renderRubric(smallRubric())

  it('writes every rule as one sentence, in both languages', () => {
    expect(zh).toContain('| 1 | 指标 | 30.00 | 指标 | ≥ 100 % 得 30 分；≥ 50 % 且 < 100 % 得 15 分；< 50 % 不得分 | 文件，第1条 |')
    expect(zh).toContain('达到 90% 得 20 分，每低 1 个百分点扣 0.3 分，不足一档按比例计，最低 0 分')
    expect(zh).toContain('从高到低排名；第 1–2 名得 20 分；第 3–5 名得 10 分；第 6 名及以后得 5 分')
    expect(en).toContain('20 points from 90%; 0.3 less for each 1 percentage point(s) below')
    expect(en).toContain('10 points, 3 less each time, not under 0')
    expect(zh).toContain('优秀 ≥ 90.00，良好 ≥ 60.00，一般')
  })

  it('has a row for every leaf in the table and in the definitions', () => {
    const [table = '', definitions = ''] = zh.split('## 口径')
    const rowsOf = (text: string): number => text.split('\n').filter((line) => /^\| \d/.test(line)).length
    expect([rowsOf(table), rowsOf(definitions)]).toEqual([7, 7])
  })
})

describe('indicatorHeads', () => {
  it('marks the bonus, and says points as the rubric writes them', () => {
    expect(indicatorHeads(smallRubric()).at(-1)).toMatchObject({ id: 'more', max: '4.00', leaf: true, bonus: true, parent: null, clause: '文件，第1条' })
  })
})

describe('judgedRange', () => {
  it('is what the rule can give', () => {
    expect(judgedRange(smallRubric(), 'papers')).toEqual({ least: '2.00', most: '10.00' })
    expect(judgedRange(smallRubric(), 'use')).toEqual({ least: '5.00', most: '20.00' })
    expect(judgedRange(smallRubric(), 'gone')).toBeNull()
  })
})
