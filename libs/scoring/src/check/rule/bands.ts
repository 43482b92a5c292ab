import { compare, ZERO } from '../../exact/ratio.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import { decimal } from '../../rule/rule.ts'
import type { FaultList } from '../fault-list.ts'
import type { RubricContext } from '../rubric-context.ts'
import { placedLeaves } from '../../rubric/tree.ts'

type Bands = NonNullable<RuleOf<'rank'>['bands']>

/** A rank rule gives points in one way, to every rank; bands follow one another from 1 on, and nothing rises as the rank falls. */
export function checkBands({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  const { rule } = leaf
  if (rule.kind === 'imported' && rule.bands) checkFollowing(rule.bands, { points: leaf.points ?? '0', path: `${path}.rule.bands` }, faults)
  if (rule.kind !== 'rank') return
  const ways = (['bands', 'list', 'to_best'] as const).filter((key) => rule[key] !== undefined)
  if (ways.length !== 1) faults.add(`${path}.rule`, ways.length === 0 ? 'neither `bands`, `list` nor `to_best`' : ways.map((way) => `\`${way}\``).join(' and '), 'one of the three', 'say how a rank becomes points')
  if (rule.bands) checkFollowing(rule.bands, { points: leaf.points ?? '0', path: `${path}.rule.bands` }, faults)
  if (rule.list) checkList(rule, { points: leaf.points ?? '0', path: `${path}.rule` }, faults)
  else if (rule.rest !== undefined) faults.add(`${path}.rule.rest`, rule.rest, 'no `rest`: only a list has one', 'remove it')
  const floor = rule.to_best?.floor
  if (floor !== undefined && compare(decimal(floor), decimal(leaf.points ?? '0')) >= 0) faults.add(`${path}.rule.to_best.floor`, floor, `less than ${leaf.points ?? '0'}, the points of the leaf`, 'correct it')
}

/** Ranks that nobody can have, where the sizes of the rubric's groups are known. */
export function checkGroupSizes(rubric: Rubric, faults: FaultList, { units, mayGrow }: RubricContext): void {
  const sizes = rubric.groups.flatMap((id) => units?.groups.find((group) => group.id === id)?.units.length ?? [])
  if (mayGrow || sizes.length < rubric.groups.length) return
  const most = Math.max(...sizes)
  for (const { indicator: { rule }, path } of placedLeaves(rubric.indicators)) {
    if (rule.kind !== 'rank') continue
    for (const [at, { from }] of (rule.bands ?? []).entries()) if (Number(from) > most) faults.add(`${path}.rule.bands[${at}].from`, from, `at most ${most}, the size of the largest group: nobody has this rank`, 'correct the bands or the group')
    if ((rule.list?.length ?? 0) > most) faults.add(`${path}.rule.list`, `points for ${rule.list?.length ?? 0} ranks`, `at most ${most}, the size of the largest group`, 'leave out the ranks that nobody has')
  }
}

function checkFollowing(bands: Bands, { points: most, path }: { points: string; path: string }, faults: FaultList): void {
  let [from, points] = [1, most]
  for (const [at, band] of bands.entries()) {
    const where = `${path}[${at}]`
    if (Number(band.from) !== from) faults.add(where, `a band from ${band.from}`, `a band from ${from}: without gap or overlap`, 'correct `from` or the band before')
    if (band.to !== undefined && Number(band.to) < Number(band.from)) faults.add(where, `a band from ${band.from} to ${band.to}`, '`to` not before `from`', 'correct one of them')
    if (at === 0 ? compare(decimal(band.points), decimal(points)) !== 0 : compare(decimal(band.points), decimal(points)) > 0) faults.add(where, `${band.points} points`, at === 0 ? `${points}, the points of the leaf` : `not more than ${points}`, 'correct the points')
    if ((band.to === undefined) !== (at === bands.length - 1)) faults.add(where, band.to ?? 'an open end', 'only the last band open, so that every rank has points', 'correct `to`')
    points = band.points
    from = Number(band.to ?? band.from) + 1
  }
}

function checkList({ list = [], rest }: RuleOf<'rank'>, { points, path }: { points: string; path: string }, faults: FaultList): void {
  if (compare(decimal(list[0] ?? '0'), decimal(points)) !== 0) faults.add(`${path}.list[0]`, list[0] ?? 'nothing', `${points}, the points of the leaf`, 'correct the list or the leaf')
  for (const [at, entry] of list.entries()) {
    const before = list[at - 1]
    if (before !== undefined && compare(decimal(entry), decimal(before)) > 0) faults.add(`${path}.list[${at}]`, entry, `not more than ${before}, the points of the rank before`, 'correct the order')
  }
  if (rest === undefined) faults.add(`${path}.rest`, 'nothing', 'the points of every rank after the list', 'add it, `0` where they get nothing')
  else if (compare(decimal(rest), decimal(list.at(-1) ?? '0')) > 0 || compare(decimal(rest), ZERO) < 0) faults.add(`${path}.rest`, rest, `from 0 to ${list.at(-1) ?? '0'}, the points of the last rank of the list`, 'correct it')
}
