import type { Fault } from '@tierline/contracts/problem'
import { judgedLeaves } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'

const SIGNED = /^[+-]?\d{1,9}(?:\.\d{1,9})?$/

/** Why an adjustment cannot be one of this leaf: signed points, not 0, no more than lies between its limits, in the rubric's decimals; null where it can. */
export function adjustmentFault(rubric: Rubric, indicator: string, value: string | undefined): Fault | null {
  const leaf = judgedLeaves(rubric).find((entry) => entry.indicator === indicator)
  if (!leaf || leaf.least === null || leaf.most === null) return { path: 'indicator', found: indicator, expected: 'a leaf that gives points', mend: 'Only points can be adjusted.' }
  const decimals = Number(rubric.points?.decimals ?? 2)
  const span = scaled(leaf.most) - scaled(leaf.least)
  const points = value !== undefined && SIGNED.test(value) ? scaled(value) : 0n
  const fits = points !== 0n && points <= span && points >= -span && decimalsOf(value ?? '') <= decimals
  return fits ? null : { path: 'adjustment', found: value ?? 'nothing', expected: `signed points such as 0.5 or -1, not 0, at most ${leaf.most} − (${leaf.least}) either way, with at most ${decimals} decimals`, mend: 'Write the points that are added to the leaf’s (taken from it: with −).' }
}

/** Why points would not count as they are written: the leaf ends at its limit before them. Null where they count whole, or the leaf's points are not known. */
export function shortfall({ indicator, value, before, after }: { indicator: string; value: string; before: string | null; after: string | null }): Fault | null {
  if (before === null || after === null || scaled(after) - scaled(before) === scaled(value)) return null
  const mend = before === after ? 'Reject the objection, or say with other points what it changes.' : `Write the points that count: from ${before} to ${after}.`
  return { path: 'adjustment', found: `${value}, which takes ${indicator} from ${before} to ${after}`, expected: 'points that count whole: a leaf neither exceeds its points nor falls below its least', mend }
}

const decimalsOf = (decimal: string): number => (decimal.split('.')[1] ?? '').length

/** Exactly, in billionths. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace(/^[+-]/, '').split('.')
  const size = BigInt(whole + fraction.padEnd(9, '0').slice(0, 9))
  return decimal.startsWith('-') ? -size : size
}
