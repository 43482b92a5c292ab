import { describe, expect, it } from '@jest/globals'
import { scoreShown } from './score-shown.ts'
import { cellOf, leafOf } from './zone-fixture.ts'

describe('scoreShown', () => {
  const withCell = (claimed: boolean) => [leafOf({ indicator: 'a', cell: cellOf({ low: '0.00', high: '2.00', claimed }) })]

  it.each([
    ['a certain total alone', { score: '96.00', low: '96.00', high: '96.00', leaves: [] }, { figure: '96.00', range: null }],
    ['a claimed total with its range beside it', { score: '96.00', low: '78.00', high: '96.00', leaves: withCell(true) }, { figure: '96.00', range: '78.00–96.00' }],
    ['the range alone while a leaf is unknown', { score: '94.00', low: '94.00', high: '96.00', leaves: withCell(false) }, { figure: '94.00–96.00', range: null }],
    ['the range alone where nothing is known', { score: null, low: '0.00', high: '96.00', leaves: withCell(true) }, { figure: '0.00–96.00', range: null }],
  ])('shows %s', (_name, total, shown) => {
    expect(scoreShown(total)).toEqual(shown)
  })
})
