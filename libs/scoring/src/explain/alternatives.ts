import { planBoard } from '../evaluate/plan/plan-board.ts'
import type { CompiledLeaf } from '../evaluate/plan/compiled.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { BoardPlan, BoardScore, ScoredRow, UnitFacts } from '../evaluate/types.ts'
import { scaledText } from '../exact/round.ts'
import { canonicalJson } from '../hash/canonical.ts'
import { underReading } from '../rubric/reading-variant.ts'
import type { AmbiguityOption } from '../rubric/rubric.schema.ts'

/** One unit of a board, to be scored again under another reading. */
export interface Rescorable {
  plan: BoardPlan
  facts: UnitFacts
  board: BoardScore
  instant: number
}

/** The points of a leaf under an option of an ambiguity; null where they cannot be known from one unit's facts. */
export type PointsUnder = (ambiguity: string, option: AmbiguityOption, leaf: CompiledLeaf) => string | null

/** Scores a unit again, whole, under other readings; each reading once. */
export function pointsUnder(unit: Rescorable): PointsUnder {
  const plans = variants.get(unit.plan) ?? new Map<string, BoardPlan | null>()
  variants.set(unit.plan, plans)
  const rows = new Map<string, ScoredRow | undefined>()
  return (ambiguity, option, leaf) => {
    const name = `${ambiguity}:${option.id}`
    const plan = kept(plans, name, () => variantOf(unit.plan, ambiguity, option.id))
    const other = plan?.compiled.leaves.find((entry) => entry.leaf.id === leaf.leaf.id)
    if (!plan || !other) return null
    const isShared = looksAtPeers(other) || looksAtPeers(leaf)
    if (isShared && !keepsValues(option, { leaf, other })) return null
    const row = kept(rows, isShared ? `${name} among all` : name, () => rowUnder(unit, plan, isShared))
    const points = row?.leaves[other.at]?.points ?? null
    return points === null || other.leaf.points === undefined ? null : scaledText(points, plan.compiled.decimals)
  }
}

/** Every unit of a board asks for the same plans. */
const variants = new WeakMap<BoardPlan, Map<string, BoardPlan | null>>()

function kept<T>(known: Map<string, T>, name: string, make: () => T): T {
  const before = known.get(name)
  if (before !== undefined || known.has(name)) return before as T
  const made = make()
  known.set(name, made)
  return made
}

/** The plan under another reading, for the same units; null where it would read what nobody has read. */
function variantOf(plan: BoardPlan, ambiguity: string, option: string): BoardPlan | null {
  const rubric = underReading(plan.rubric, ambiguity, option)
  if (!rubric) return null
  const variant = planBoard(rubric, plan.period, plan.group)
  const isReadAlike = variant.readings.every((reading, at) => plan.readings[at]?.hash === reading.hash && plan.readings[at].from === reading.from && plan.readings[at].until === reading.until)
  if (!isReadAlike) return null
  const meant = new Map(plan.compiled.leaves.map(({ leaf, isFor }) => [`${leaf.id} ${canonicalJson(leaf.applies_to ?? null)}`, isFor]))
  // The plan at hand knows units by alias, a fresh one does not.
  const leaves = variant.compiled.leaves.map((leaf) => ({ ...leaf, isFor: meant.get(`${leaf.leaf.id} ${canonicalJson(leaf.leaf.applies_to ?? null)}`) ?? leaf.isFor }))
  return { ...variant, compiled: { ...variant.compiled, leaves } }
}

function looksAtPeers({ rule, value, notApplicable }: CompiledLeaf): boolean {
  const kind = value?.rule.kind
  return rule.takes === 'peers' || kind === 'to_peers_mean' || kind === 'points_of' || notApplicable === 'peers_mean'
}

/** The other units' values stand as they were read where a reading changes nothing but this leaf's rule. */
function keepsValues({ rubric, indicators }: AmbiguityOption, { leaf, other }: { leaf: CompiledLeaf; other: CompiledLeaf }): boolean {
  const touched = Object.keys(indicators ?? {})
  return rubric === undefined && touched.every((id) => id === leaf.leaf.id) && canonicalJson(leaf.leaf.value ?? null) === canonicalJson(other.leaf.value ?? null)
    && leaf.rule.takes === other.rule.takes && leaf.value?.rule.kind !== 'points_of'
}

function rowUnder({ facts, board, instant }: Rescorable, plan: BoardPlan, isAmongAll: boolean): ScoredRow | undefined {
  const own = scoreUnit(plan, facts, instant)
  const others = isAmongAll ? board.rows.flatMap((row) => (row.unit === facts.unit ? [] : [row.own])) : []
  return scoreBoard(plan, [own, ...others], instant).byUnit.get(facts.unit)
}
