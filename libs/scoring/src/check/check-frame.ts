import { compare } from '../exact/ratio.ts'
import { isBranch } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { placedIndicators, placedLeaves } from '../rubric/tree.ts'
import { decimal } from '../rule/rule.ts'
import type { FaultList } from './fault-list.ts'

/** Ids, citations, ranking, tiers, duties and windows. */
export function checkFrame(rubric: Rubric, faults: FaultList): void {
  checkIds(rubric, faults)
  checkCitations(rubric, faults)
  checkRanking(rubric, faults)
  checkTiers(rubric, faults)
  checkDuties(rubric, faults)
  checkWindows(rubric, faults)
}

function checkIds(rubric: Rubric, faults: FaultList): void {
  const seen = new Set<string>()
  for (const { indicator, path } of placedIndicators(rubric.indicators)) {
    if (seen.has(indicator.id)) faults.add(`${path}.id`, `"${indicator.id}" a second time`, 'an id of its own for each indicator', 'rename one of them')
    seen.add(indicator.id)
  }
}

function checkCitations(rubric: Rubric, faults: FaultList): void {
  const sources = rubric.sources.map((source) => source.id)
  for (const { indicator, path } of placedLeaves(rubric.indicators)) {
    if (!sources.includes(indicator.cite.source)) faults.add(`${path}.cite.source`, `"${indicator.cite.source}"`, `one of the sources: ${sources.join(', ')}`, 'name a source, or add it under `sources`')
  }
}

function checkRanking({ ranking, indicators, points }: Rubric, faults: FaultList): void {
  if (ranking.by === 'score' && !points) faults.add('ranking.by', 'score', 'none or value, for the rubric has no points', 'rank by the value of an indicator, or declare `points`')
  if (ranking.by !== 'value') return
  const leaf = placedLeaves(indicators).find((placed) => placed.indicator.id === ranking.indicator)?.indicator
  if (!leaf?.value) faults.add('ranking.indicator', ranking.indicator ?? 'nothing', 'a leaf with a value', 'name the leaf by whose value the board is ranked')
}

function checkTiers({ tiers }: Rubric, faults: FaultList): void {
  if (tiers === 'undeclared') return
  for (const [at, tier] of tiers.lines.entries()) {
    const above = tiers.lines[at - 1]?.line
    const isLast = at === tiers.lines.length - 1
    if (isLast !== (tier.line === undefined)) faults.add(`tiers.lines[${at}].line`, tier.line ?? 'nothing', isLast ? 'no line: the last tier takes the rest' : 'the lowest score of the tier', isLast ? 'remove it' : 'add it')
    if (above !== undefined && tier.line !== undefined && compare(decimal(tier.line), decimal(above)) >= 0) faults.add(`tiers.lines[${at}].line`, tier.line, `less than ${above}: best tier first`, 'put the lines in falling order')
  }
}

function checkDuties({ duties, groups }: Rubric, faults: FaultList): void {
  for (const [at, duty] of duties.entries()) {
    if (duty.group !== undefined && !groups.includes(duty.group)) faults.add(`duties[${at}].group`, `"${duty.group}"`, `one of the rubric's groups: ${groups.join(', ')}`, 'name one of them')
  }
}

function checkWindows({ measures, effective, points, indicators }: Rubric, faults: FaultList): void {
  for (const [name, measure] of Object.entries(measures)) {
    if (measure.from >= measure.until) faults.add(`measures.${name}`, 'a window that ends before it begins', '`from` before `until`', 'correct the days')
  }
  if (effective.until !== undefined && effective.until < effective.from) faults.add('effective', `${effective.from} to ${effective.until}`, '`from` not after `until`', 'correct the days')
  const hasBonus = placedLeaves(indicators).some((placed) => placed.indicator.bonus === 'true')
  if (points?.cap !== undefined && !hasBonus && compare(decimal(points.cap), decimal(points.total)) >= 0) faults.add('points.cap', points.cap, 'a cap that can bind: without a bonus nothing exceeds the total', 'remove it')
  for (const { indicator, ancestors, path } of placedIndicators(indicators)) {
    if (!isBranch(indicator) && indicator.bonus === 'true' && ancestors.length > 0) faults.add(`${path}.bonus`, 'a bonus inside a branch', 'a bonus beside the branches, outside of the base', 'move the leaf to the top level')
  }
}
