import { readFile } from 'node:fs/promises'
import type { Board } from '@tierline/contracts/board'
import type { ComparedSnapshot, FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { canonicalJson, readYaml, scoreFile } from '@tierline/scoring'
import { contentHash, contentText } from '../../freeze/frozen.ts'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'

const RULES = new URL('../../../../../rubrics/', import.meta.url)
const ORIGIN = '2021-12-31T15:59:59.000Z'

/** What a test says of its snapshot beside the units. */
export interface StandChoices {
  state?: SnapshotState
  algorithm?: 'sha256' | 'sm3'
  head?: Partial<SnapshotHead>
  board?: Partial<SnapshotHead['board']>
}

/** A snapshot in memory, hashed as a stored one. */
export async function frozenOf(head: SnapshotHead, units: readonly FrozenUnit[], { state = 'issued', algorithm = 'sha256' }: StandChoices = {}): Promise<FrozenSnapshot> {
  const texts = units.map((unit) => ({ text: canonicalJson(unit) }))
  const headText = canonicalJson(head)
  const hash = await contentHash(algorithm, contentText(headText, each(texts)))
  return {
    id: 42, state, algorithm, hash, head, headText, issued: state === 'issued' ? { by: '王局长', at: '2022-01-05T03:00:00.000Z' } : null,
    units: () => each(texts), rows: () => each(units.map(({ row }) => row)), firstExplanation: () => Promise.resolve(units[0]?.explanation ?? null),
  }
}

async function* each<T>(all: readonly T[]): AsyncIterable<T> {
  for (const one of all) yield await Promise.resolve(one)
}

/** The units of a snapshot as a whole. */
export async function unitsOf(frozen: FrozenSnapshot): Promise<FrozenUnit[]> {
  const units: FrozenUnit[] = []
  for await (const { text } of frozen.units()) units.push(JSON.parse(text) as FrozenUnit)
  return units
}

/** The zone's self-report of 2021 as it is really scored, beside further zones whose figures differ. */
export async function scoredSnapshot(choices: StandChoices & { zones?: number } = {}): Promise<FrozenSnapshot> {
  const scored = await scoredZones(choices.zones ?? 4)
  return await frozenOf(headOf(scored, choices), scored.units, choices)
}

interface Scored {
  board: Omit<Board, 'rows'>
  rubricText: string
  units: FrozenUnit[]
}

async function scoredZones(zones: number): Promise<Scored> {
  const [rubricText, factsText] = await Promise.all([readFile(new URL('liuan-2021.yaml', RULES), 'utf8'), readFile(new URL('examples/liuan-2021-zone.facts.yaml', RULES), 'utf8')])
  const scored = scoreFile({ rubric: { name: 'rubric', text: rubricText }, facts: { name: 'facts', text: JSON.stringify(furtherZones(factsText, zones)) }, explain: true })
  if ('faults' in scored) throw new Error(JSON.stringify(scored.faults))
  const { head, rows, explanations, summaries } = scored.json
  const board = boardOf(head, summaries)
  const units = rows.map((row, at): FrozenUnit => {
    const name = row.unit === '341500-jkq' ? '六安经济技术开发区' : `第${row.unit.slice(1)}示范区`
    const frozenRow: FrozenRow = { ...row, name, nameEn: row.unit, short: name, initials: 'q', order: at + 1, lastEventAt: null }
    const explanation = explanations.find(({ unit }) => unit === row.unit)
    if (!explanation) throw new Error(`no explanation of ${row.unit}`)
    return { row: frozenRow, facts: {}, explanation: { key: board.key, name, nameEn: name, seq: 7, asOf: ORIGIN, rubricHash: head.rubric.hash, demo: false, ...explanation } as unknown as FrozenUnit['explanation'] }
  })
  return { board, rubricText, units }
}

/** The same facts for other zones, each with fewer verifications; one that has reported nothing. */
function furtherZones(text: string, zones: number): unknown {
  const read = readYaml(text)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const facts = read.data as { units: Record<string, { name: string; measures: Record<string, unknown> }> }
  const first = Object.values(facts.units)[0]
  if (!first) throw new Error('no unit in the example')
  const others = Array.from({ length: zones - 1 }, (_, at) => [`z${at + 2}`, { ...first, name: `z${at + 2}`, measures: { ...first.measures, verified: String(1_358_000 - 200_000 * (at + 1)), claimed: String(43_269 - 7_000 * (at + 1)) } }] as const)
  return { ...facts, units: { ...facts.units, ...Object.fromEntries(others) } }
}

function boardOf(head: Pick<Board, 'title' | 'rubric' | 'ranking' | 'conversion' | 'vetoes' | 'tiers' | 'tiersDeclared' | 'indicators'>, summaries: readonly Board['summaries'][number][]): Omit<Board, 'rows'> {
  return {
    ...head, summaries: [...summaries], key: { rubric: head.rubric.id, group: 'liuan-counties', period: '2021' },
    group: { id: 'liuan-counties', title: { zh: '六安市县区', en: 'Counties of Lu’an' }, note: null, demo: false },
    period: { id: '2021', title: { zh: '2021年', en: '2021' }, from: '2020-12-31T16:00:00.000Z', until: '2021-12-31T16:00:00.000Z', state: 'ended' },
    seq: 7, asOf: ORIGIN, reading: 'known', baseline: null, provisional: false, demo: false, watermark: { instant: ORIGIN, lastEventAt: null, lastArrivedAt: null, position: {} },
  }
}

function headOf({ board, rubricText }: Scored, { head, board: changed }: StandChoices): SnapshotHead {
  return {
    adjustments: [], named: {}, board: { ...board, ...changed }, bulletin: { addressees: '各县区人民政府，市开发区管委会', issuer: '六安市数据资源管理局', number: '六数资〔2022〕3号' },
    calendar: 'c'.repeat(64), compared: { before: null, yearBefore: null }, cutoff: '2022-01-05T01:00:00.000Z', format: 'tierline.snapshot/1', key: board.key, measures: [], previous: null, revision: 1, rubricText, ...head,
  }
}

/** An earlier snapshot of the same units, as a later one keeps it. */
export function comparedWith(rows: readonly FrozenRow[], period: string, change: (row: FrozenRow) => Partial<ComparedSnapshot['rows'][string]> = () => ({})): ComparedSnapshot {
  const kept = rows.map((row) => [row.unit, {
    rank: row.rank, score: row.score, tier: row.tier,
    cells: Object.fromEntries(Object.entries(row.cells).map(([id, { points, value, numerator, denominator }]) => [id, { points, value, numerator, denominator }])), ...change(row),
  }] as const)
  return { id: 30, period, revision: 1, hash: 'b'.repeat(64), rows: Object.fromEntries(kept) }
}
