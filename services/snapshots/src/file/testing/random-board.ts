import type { Cell, IndicatorHead } from '@tierline/contracts/board'
import { SCORE_STATES } from '@tierline/contracts/board'
import type { FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import * as fc from 'fast-check'

const decimal = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map((n) => `${n < 0 ? '-' : ''}${Math.floor(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}`)
const NAMES = ['=HYPERLINK("x")', '+甲县', '-乙区', '@丙市', '＝丁镇', '戊,"己"', '庚\n辛', '<壬>&癸', '金安区', '霍山县']

/** A cell of any kind: negative points, rates over 100 %, ranges, everything missing. */
const anyCell: fc.Arbitrary<Cell> = fc.record({
  points: fc.option(decimal(-2_000, 10_000)), low: decimal(-2_000, 0), high: decimal(0, 10_000), state: fc.constantFrom(...SCORE_STATES), claimed: fc.boolean(),
  value: fc.option(fc.oneof(decimal(-5_000, 40_000).map((text) => `${text} %`), decimal(0, 90_000).map((text) => `${text} h`), fc.integer({ min: 0, max: 10_000 }).map(String), fc.constantFrom('✓', '✗'))),
  numerator: fc.option(fc.integer({ min: 0, max: 9_000_000 }).map(String)), denominator: fc.option(fc.bigInt({ min: 1n, max: 9_000_000_000_000_000_000n }).map(String)),
  adjustedMax: fc.constant(null), claim: fc.constant(null), adjustment: fc.option(decimal(-300, 300)),
})

const LEAVES = ['a1', 'a2', 'b']
const head = (id: string, parent: string | null, leaf: boolean): IndicatorHead => ({ id, parent, number: id, title: { zh: `指标${id}`, en: id }, max: '10.00', leaf, bonus: false, penalty: false, definition: { zh: `口径${id}`, en: id }, clause: `条款${id}` })
export const INDICATORS: IndicatorHead[] = [head('a', null, false), head('a1', 'a', true), head('a2', 'a', true), head('b', null, true)]

const anyRow = (at: number): fc.Arbitrary<FrozenRow> => fc.record({
  unit: fc.constant(`34150${at}`), name: fc.constantFrom(...NAMES).map((name) => `${name}${at}`), nameEn: fc.constant(`u${at}`), short: fc.constant(`u${at}`), initials: fc.constant('u'), order: fc.constant(at + 1),
  rank: fc.integer({ min: 1, max: 3 }), unrankedBecause: fc.constant(null), score: fc.option(decimal(-5_000, 15_000)), low: decimal(-5_000, 0), high: decimal(0, 15_000), tier: fc.option(fc.constantFrom('best', 'rest')),
  gapAbove: fc.constant(null), nextTier: fc.constant(null), converted: fc.option(decimal(0, 1_000)), vetoes: fc.constant([]), gated: fc.constant([]), headroom: fc.constant(null), sample: fc.option(fc.integer({ min: 0, max: 60 })),
  lastEventAt: fc.constant(null), unknownLeaves: fc.integer({ min: 0, max: 2 }), claimedLeaves: fc.integer({ min: 0, max: 2 }),
  cells: fc.tuple(anyCell, anyCell, anyCell, anyCell).map(([a, ...leaves]) => ({ a: { ...a, value: null, numerator: null, denominator: null }, ...Object.fromEntries(LEAVES.map((id, leaf) => [id, leaves[leaf]])) }) as Record<string, Cell>),
})

/** Ranked units first, with ties; then some that do not take part. */
export const anyUnits: fc.Arbitrary<FrozenUnit[]> = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 })).chain(([ranked, apart]) => fc.tuple(...Array.from({ length: ranked + apart }, (_, at) => anyRow(at))).map((rows) => {
  const places = rows.slice(0, ranked).map(({ rank }) => rank ?? 1).sort((a, b) => a - b)
  return rows.map((row, at): FrozenUnit => ({
    row: at < ranked ? { ...row, rank: places[at] ?? 1 } : { ...row, rank: null, unrankedBecause: { zh: '分母为零，不参与排名', en: 'Nothing to divide by' } },
    facts: {}, explanation: { leaves: [], branches: [], ambiguities: [], discrepancies: [] } as unknown as FrozenUnit['explanation'],
  }))
}))

/** The head for such units, over the head of a really scored board. */
export function headWith(scored: SnapshotHead): SnapshotHead {
  return { ...scored, board: { ...scored.board, indicators: INDICATORS, tiers: [{ id: 'best', title: { zh: '优秀', en: 'Best' }, line: '80.00', declaredBy: '试' }, { id: 'rest', title: { zh: '一般', en: 'Rest' }, line: null, declaredBy: '试' }] } }
}

export const LEAF_IDS = LEAVES
