import { compare } from '../../exact/ratio.ts'
import { isBranch } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { placedIndicators, placedLeaves } from '../../rubric/tree.ts'
import { decimal } from '../../rule/rule.ts'
import type { FaultList } from '../fault-list.ts'
import { reachOf } from './outside.ts'

/** Ids, ranking and tiers. */
export function checkFrame(rubric: Rubric, faults: FaultList): void {
  checkIds(rubric, faults)
  checkRanking(rubric, faults)
  checkTies(rubric, faults)
  checkTiers(rubric, faults)
}

function checkIds({ indicators, vetoes, sources, ambiguities, discrepancies, summaries, tiers, groups }: Rubric, faults: FaultList): void {
  const placed = (list: readonly { id: string }[] | undefined, key: string): { id: string; path: string }[] => (list ?? []).map(({ id }, at) => ({ id, path: `${key}[${at}].id` }))
  // A judgement names an indicator or a veto by its id: the two share one space of names.
  faults.addDoubled([...placedIndicators(indicators).map(({ indicator, path }) => ({ id: indicator.id, path: `${path}.id` })), ...placed(vetoes, 'vetoes')])
  for (const [key, list] of Object.entries({ sources, ambiguities, discrepancies, summaries })) faults.addDoubled(placed(list, key))
  if (tiers !== 'undeclared') faults.addDoubled(placed(tiers.lines, 'tiers.lines'))
  faults.addDoubled(groups.map((id, at) => ({ id, path: `groups[${at}]` })))
  for (const { indicator: { rule }, path } of placedLeaves(indicators)) {
    for (const key of ['items', 'streams', 'triggers', 'levels'] as const) {
      const list: unknown = Reflect.get(rule, key)
      if (Array.isArray(list)) faults.addDoubled(placed(list as { id: string }[], `${path}.rule.${key}`))
    }
  }
}

function checkRanking({ ranking, indicators, points }: Rubric, faults: FaultList): void {
  if (ranking.by === 'score' && !points) faults.add('ranking.by', 'score', 'none or value, for the rubric has no points', 'rank by the value of an indicator, or declare `points`')
  if (ranking.by !== 'value') {
    if (ranking.indicator !== undefined) faults.add('ranking.indicator', ranking.indicator, `no indicator: the board is ranked by ${ranking.by}`, 'remove it, or write `by: value`')
    return
  }
  const leaf = placedLeaves(indicators).find((placed) => placed.indicator.id === ranking.indicator)?.indicator
  if (!leaf?.value) faults.add('ranking.indicator', ranking.indicator ?? 'nothing', 'a leaf with a value', 'name the leaf by whose value the board is ranked')
}

const SAMPLED: ReadonlySet<string> = new Set(['share', 'mean', 'inspection'])

function checkTies({ ranking, indicators, small_sample: smallSample }: Rubric, faults: FaultList): void {
  const ties = typeof ranking.ties === 'object' ? ranking.ties.then_by : []
  for (const [at, { indicator: id, by }] of ties.entries()) {
    const found = placedIndicators(indicators).find(({ indicator }) => indicator.id === id)?.indicator
    const path = `ranking.ties.then_by[${at}].indicator`
    if (!found) faults.add(path, `"${id}"`, 'the id of an indicator', 'correct it')
    else if (by === 'value' && (isBranch(found) || !found.value)) faults.add(path, `"${id}", which has no value`, 'a leaf with a value', 'compare its points, or name another indicator')
    else if (by === 'points' && found.points === undefined) faults.add(path, `"${id}", which has no points`, 'an indicator with points', 'compare its value, or name another indicator')
    if (ties.findIndex((tie) => tie.indicator === id && tie.by === by) < at) faults.add(path, `"${id}" a second time`, 'each figure once', 'remove it: it can tell nobody apart any more')
  }
  if (ranking.by === 'none' && ranking.ties !== undefined) faults.add('ranking.ties', 'ties', 'none: nothing is ranked', 'remove them')
  if (ranking.small_samples !== 'apart') return
  if (smallSample === undefined) faults.add('small_sample', 'nothing', 'the smallest sample that takes part in the ranking', 'add it, or remove `ranking.small_samples`')
  if (!placedLeaves(indicators).some(({ indicator }) => SAMPLED.has(indicator.value?.kind ?? ''))) faults.add('ranking.small_samples', 'apart', 'a share, mean or inspection: nothing here has a sample', 'remove it')
}

function checkTiers(rubric: Rubric, faults: FaultList): void {
  const { tiers } = rubric
  if (tiers === 'undeclared') return
  checkLines(tiers.lines, faults)
  if (!rubric.points) faults.add('tiers', 'lines', 'undeclared: the rubric has no points', 'write `tiers: undeclared`, or declare `points`')
  const reach = tiers.reads === 'converted' ? rubric.conversion?.weight : reachOf(rubric)
  if (tiers.reads === 'converted' && (reach === undefined || reach === 'undeclared')) faults.add('tiers.reads', 'converted', 'a conversion whose weight is declared', 'declare it, or read the score')
  if (reach === undefined || reach === 'undeclared') return
  for (const [at, { line }] of tiers.lines.entries()) {
    if (line !== undefined && compare(decimal(line), decimal(reach)) > 0) faults.add(`tiers.lines[${at}].line`, line, `at most ${reach}, which nobody can exceed`, 'correct the line')
  }
}

/** Lines fall, and only the last tier has none; or no tier has one, where the document prints none. */
function checkLines(lines: readonly { line?: string | undefined }[], faults: FaultList): void {
  if (lines.every(({ line }) => line === undefined)) return
  for (const [at, tier] of lines.entries()) {
    const above = lines[at - 1]?.line
    const isLast = at === lines.length - 1
    if (isLast !== (tier.line === undefined)) faults.add(`tiers.lines[${at}].line`, tier.line ?? 'nothing', isLast ? 'no line: the last tier takes the rest' : 'the lowest score of the tier', isLast ? 'remove it' : 'add it')
    if (above !== undefined && tier.line !== undefined && compare(decimal(tier.line), decimal(above)) >= 0) faults.add(`tiers.lines[${at}].line`, tier.line, `less than ${above}: best tier first`, 'put the lines in falling order')
  }
}
