import type { Board, Cell, IndicatorHead, ScoreState } from '@tierline/contracts/board'
import { SCORE_STATES } from '@tierline/contracts/board'

/** A fixture board with everything that a rubric can have: bonus and penalty, a gate, a veto in effect, a conversion, claims, an adjusted full mark, and each state somewhere. */
export function withEverything(board: Board): Board {
  const outside = (id: string, title: IndicatorHead['title'], patch: Partial<IndicatorHead>): IndicatorHead => ({ id, parent: null, number: patch.bonus ? '加1' : '减1', title, max: '4', leaf: true, bonus: false, penalty: false, definition: title, clause: '示例办法第九条', ...patch })
  const unknown = SCORE_STATES.filter((state) => state !== 'scored' && state !== 'not_applicable')
  return {
    ...board, conversion: { title: { zh: '折入区绩效考核', en: 'Carried into the district’s review' }, weight: '5' },
    vetoes: [{ id: 'leak', title: { zh: '发生重大数据泄露', en: 'Major data leak' }, effect: { zh: '等次定为一般', en: 'tier: Fair' }, clause: '示例办法第十条' }],
    indicators: [...board.indicators, outside('praise', { zh: '表彰加分', en: 'Commendation' }, { bonus: true }), outside('blame', { zh: '通报扣分', en: 'Criticism' }, { penalty: true })],
    rows: board.rows.map((row, index) => {
      const state = unknown[index % unknown.length] ?? 'no_data'
      const isOpen = index % 3 === 2
      const bonus = cell({ points: index % 2 === 0 ? '2.00' : '0.00' })
      return {
        ...row, converted: row.score === null ? null : (Number(row.low) / 20).toFixed(2), vetoes: index === 3 ? ['leak'] : [], gated: index === 4 ? ['praise'] : [],
        ...(isOpen ? { unknownLeaves: 1, low: (Number(row.low) - 8).toFixed(2) } : {}),
        cells: { ...row.cells, ...(isOpen ? { returned: open(state) } : {}), satisfied: { ...(row.cells['satisfied'] ?? bonus), claim: '30.00', adjustedMax: index === 1 ? '32.00' : null }, praise: bonus, blame: cell({ points: index === 3 ? '-2.00' : '0.00' }) },
      }
    }),
  }
}

function open(state: ScoreState): Cell {
  return { ...cell({ points: '0.00' }), points: null, high: '10.00', state }
}

function cell({ points }: { points: string }): Cell {
  return { points, low: points, high: points, state: 'scored', claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null }
}
