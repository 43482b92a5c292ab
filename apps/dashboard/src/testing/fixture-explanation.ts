import type { Board, BoardRow, Cell, IndicatorHead } from '@tierline/contracts/board'
import type { EventSamples, LeafExplanation, UnitExplanation } from '@tierline/contracts/explanation'

const DAY_MS = 86_400_000

/** An explanation of a fixture board's row: the same figures as the row, so that parts, total and board agree. */
export function fixtureExplanation(board: Board, row: BoardRow): UnitExplanation {
  const heads = board.indicators.filter((head) => head.leaf)
  const leaves = heads.flatMap((head) => (row.cells[head.id] ? [fixtureLeaf(head, row.cells[head.id] as Cell, board)] : []))
  const total = row.low === row.high ? row.low : `${row.low}–${row.high}`
  const written = leaves.map(({ cell }) => (cell.low === cell.high ? cell.low : `${cell.low}–${cell.high}`)).join(' + ')
  return {
    key: board.key, unit: row.unit, name: row.name, nameEn: row.nameEn, seq: board.seq, asOf: board.asOf, rubricHash: board.rubric.hash, demo: true,
    rank: row.rank, score: row.score, low: row.low, high: row.high, tier: row.tier, converted: null, steps: [], arithmetic: { zh: `${written} = ${total}`, en: `${written} = ${total}` },
    branches: [], leaves: [...leaves].sort((a, b) => Number(b.lost ?? 0) - Number(a.lost ?? 0)), ambiguities: [], discrepancies: [], trend: trendOf(board, row),
  }
}

function fixtureLeaf(head: IndicatorHead, cell: Cell, board: Board): LeafExplanation {
  const max = Number(head.max).toFixed(2)
  const lost = cell.points === null ? null : (Number(max) - Number(cell.points)).toFixed(2)
  const value = cell.value ?? '—'
  return {
    indicator: head.id, number: head.number, path: [], title: head.title, cell, max, adjustedMax: null, lost, state: cell.state, bonus: false,
    rule: { zh: `按比例计分：指标值 × ${max} 分`, en: `In proportion: value × ${max} points` }, clause: head.clause,
    steps: cell.points === null ? [{ kind: 'state', text: { zh: '待评分，得分未定', en: 'Awaiting judgement' } }] : [
      { kind: 'measure', measure: `${head.id}_met`, text: { zh: `符合条件的办件 ${cell.numerator} 件`, en: `Qualifying cases: ${cell.numerator}` }, figure: cell.numerator ?? '' },
      { kind: 'measure', measure: `${head.id}_all`, text: { zh: `应办件 ${cell.denominator} 件`, en: `Cases due: ${cell.denominator}` }, figure: cell.denominator ?? '' },
      { kind: 'bound', text: { zh: `${value} ≥ 95.00 %`, en: `${value} ≥ 95.00 %` }, holds: Number.parseFloat(value) >= 95 },
      { kind: 'arithmetic', text: { zh: `${value} × ${max} = ${cell.points}`, en: `${value} × ${max} = ${cell.points}` }, figure: cell.points },
    ],
    claim: null, missing: lost !== null && Number(lost) > 0 ? { zh: `再按时办结 5 件 → 加 ${(Number(lost) / 2).toFixed(2)} 分`, en: `5 more closed on time → ${(Number(lost) / 2).toFixed(2)} more points` } : null,
    paragraph: { zh: `${head.number} ${head.title.zh}：${value}，得 ${cell.points ?? '—'} 分（满分 ${max}）。依据：${head.clause}。`, en: `${head.number} ${head.title.en}: ${value}, ${cell.points ?? '—'} of ${max} points. Clause: ${head.clause}.` },
    ambiguities: [], trend: [5, 3, 1].map((days) => [Date.parse(board.asOf) - days * DAY_MS, Math.max(0, Number(cell.low) - days / 2)] as [number, number]),
  }
}

function trendOf(board: Board, row: BoardRow): UnitExplanation['trend'] {
  const width = Number(row.high) - Number(row.low)
  return row.spark.map((score, index) => [Date.parse(board.asOf) - (row.spark.length - 1 - index) * DAY_MS, score, score, score + width, row.rank])
}

/** A sample of invented events. */
export function fixtureEvents(board: Board): EventSamples {
  const events = Array.from({ length: 20 }, (_, index) => {
    const time = new Date(Date.parse(board.asOf) - index * 1_740_000)
    return {
      source: '/demo/12345', id: `t-${4800 - index}`, type: 'ticket.closed', title: { zh: '工单办结', en: 'Ticket closed' }, time: time.toISOString(),
      arrived: new Date(time.getTime() + 4_000).toISOString(), fields: [{ title: { zh: '渠道', en: 'Channel' }, value: '12345' }], caseKey: `2021-${4800 - index}`,
    }
  })
  return { total: 482, events }
}
