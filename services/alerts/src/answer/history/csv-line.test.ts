import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { csvLine } from './csv-line.ts'
import type { CsvCell } from './csv-line.ts'

const CASES: [what: string, cell: CsvCell, read: string][] = [
  ['a plain text', '金安区', '金安区'],
  ['quotes, commas and lines', 'a "b", c\r\nd', 'a "b", c\r\nd'],
  ['a formula', '=HYPERLINK("x")', `'=HYPERLINK("x")`],
  ['a plus', '+86', `'+86`], ['a minus in a text', '-1 分', `'-1 分`], ['an at', '@SUM(A1)', `'@SUM(A1)`],
  ['a tab', '\t=1', `'\t=1`], ['a carriage return', '\r=1', `'\r=1`], ['a line feed', '\n=1', `'\n=1`],
  ['a full-width equals', '＝1', `'＝1`], ['a full-width plus', '＋1', `'＋1`], ['a full-width minus', '－1', `'－1`], ['a full-width at', '＠1', `'＠1`],
  ['an equals inside', 'a=b', 'a=b'],
  ['a number', -3, '-3'], ['a figure', { figure: '-1.20' }, '-1.20'], ['no figure', { figure: null }, ''], ['what only claims to be a figure', { figure: '-1+cmd' }, `'-1+cmd`],
  ['nothing', null, ''],
]

describe('a line of CSV', () => {
  it.each(CASES)('keeps %s', (_what, cell, read) => {
    expect(parse(csvLine(['first', cell, 'last']))).toEqual([['first', read, 'last']])
  })

  it('ends as RFC 4180 says', () => {
    expect(csvLine(['a', 1, null])).toBe('a,1,\r\n')
  })
})
