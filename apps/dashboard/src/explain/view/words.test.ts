import { describe, expect, it } from '@jest/globals'
import { SCORE_STATES } from '@tierline/contracts/board'
import { QUARANTINE_CODES } from '@tierline/contracts/ingest'
import enExplain from '../../i18n/en/explain.ts'
import enQuality from '../../i18n/en/quality.ts'
import zhExplain from '../../i18n/zh-CN/explain.ts'
import zhQuality from '../../i18n/zh-CN/quality.ts'

describe('words', () => {
  it.each([['zh-CN', zhExplain], ['en', enExplain]])('%s has a word for every state of a score', (_, words) => {
    expect(SCORE_STATES.filter((state) => !words.state[state])).toEqual([])
  })

  it.each([['zh-CN', zhQuality], ['en', enQuality]])('%s has a word for every reason of quarantine', (_, words) => {
    expect(QUARANTINE_CODES.filter((code) => !words.code[code])).toEqual([])
  })
})
