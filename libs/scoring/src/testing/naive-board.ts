import { Fraction } from 'fraction.js'
import type { BoardPlan, LeafScore, ScoreState, UnitScore } from '../evaluate/types.ts'
import { isBranch, isOutside } from '../rubric/indicator.schema.ts'
import type { Branch, Indicator, Leaf } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { placedIndicators, placedLeaves } from '../rubric/tree.ts'
import type { Placed } from '../rubric/tree.ts'

/** A range in points. */
export interface Range {
  points: Fraction
  low: Fraction
  high: Fraction
  max: Fraction
}

interface NaiveLeaf extends Range {
  isKnown: boolean
  exact: Fraction | null
  state: ScoreState
}

/** One unit as the naive evaluation has it, in points. */
export interface NaiveRow {
  unit: string
  score: Fraction | null
  low: Fraction
  high: Fraction
  converted: Fraction | null
  gated: string[]
  maxima: Map<string, Fraction>
  branches: Map<string, Range>
}

const F = (value: bigint | number | string): Fraction => new Fraction(value)
const ZERO = F(0)
const least = (a: Fraction, b: Fraction): Fraction => (a.compare(b) < 0 ? a : b)
const most = (a: Fraction, b: Fraction): Fraction => (a.compare(b) > 0 ? a : b)
const sumOf = (all: readonly Fraction[]): Fraction => all.reduce((total, one) => total.add(one), ZERO)
const FIGURES = ['points', 'low', 'high', 'max'] as const

/** Structures evaluated a second time, from the tree as the file has it and in plain fractions: slow, and without any of the engine's code. Leaves of own data are taken as given. */
export class NaiveBoard {
  private readonly rubric: Rubric
  private readonly leaves: readonly Placed<Leaf>[]
  private readonly decided = new Map<string, NaiveLeaf[]>()

  constructor(plan: BoardPlan, private readonly units: readonly UnitScore[]) {
    this.rubric = plan.rubric
    this.leaves = placedLeaves(plan.rubric.indicators)
  }

  rows(): NaiveRow[] {
    return this.units.map((own, at) => this.row(own, at))
  }

  private row(own: UnitScore, at: number): NaiveRow {
    const leaves = this.shared(at)
    const of = (indicator: Indicator): Range => this.rangeOf(indicator, { leaves, at, gates: null })
    const base = added(this.rubric.indicators.filter((root) => !isOutside(root)).map(of))
    const { counted, gated } = this.outside(base, { leaves, at })
    const cap = this.rubric.points?.cap
    const limited = (points: Fraction): Fraction => most(ZERO, cap === undefined ? points : least(points, F(cap)))
    let [score, low, high]: [Fraction | null, Fraction, Fraction] = [limited(base.points.add(counted.points)), limited(base.low.add(counted.low)), limited(base.high.add(counted.high))]
    if (this.leaves.every(({ indicator }) => { const leaf = leaves.get(indicator.id); return !leaf || !leaf.isKnown || (leaf.state === 'not_applicable' && leaf.max.equals(0)) })) score = null
    for (const [place, { effect }] of (this.rubric.vetoes ?? []).entries()) {
      const held = own.vetoes[place] ?? null
      if (held === false || (typeof effect === 'object' && 'tier' in effect)) continue
      const line = effect === 'zero' ? ZERO : F(effect.cap)
      low = least(low, line)
      if (held) [score, high] = [effect === 'zero' ? ZERO : score && least(score, line), least(high, line)]
    }
    const weight = this.rubric.conversion?.weight ?? 'undeclared'
    return {
      unit: own.unit, score, low, high, gated: score ? gated : [], maxima: new Map([...leaves].map(([id, leaf]) => [id, leaf.max])),
      converted: score && weight !== 'undeclared' ? this.rounded(score.mul(F(weight)).div(F(this.rubric.points?.total ?? '1'))) : null,
      branches: new Map(placedIndicators(this.rubric.indicators).filter(({ indicator, ancestors }) => isBranch(indicator) && ![indicator, ...ancestors].some(isOutside)).map(({ indicator }) => [indicator.id, of(indicator)])),
    }
  }

  private outside(base: Range, { leaves, at }: { leaves: ReadonlyMap<string, NaiveLeaf>; at: number }): { counted: Range; gated: string[] } {
    const gated: string[] = []
    const gates = (indicator: Indicator, range: Range): Range => {
      if (!indicator.gate) return range
      const line = F(indicator.gate.at_least)
      const read = indicator.gate.indicator === undefined ? base : this.rangeOf(this.find(indicator.gate.indicator), { leaves, at, gates: null })
      const [isOpen, mayOpen, mayShut] = [read.points.compare(line) >= 0, read.high.compare(line) >= 0, read.low.compare(line) < 0]
      if (!isOpen) gated.push(indicator.id)
      return {
        max: range.max, points: isOpen ? range.points : ZERO,
        low: mayOpen ? (mayShut ? least(range.low, ZERO) : range.low) : ZERO, high: mayOpen ? (mayShut ? most(range.high, ZERO) : range.high) : ZERO,
      }
    }
    const counted = added(this.rubric.indicators.filter(isOutside).map((indicator) => gates(indicator, this.rangeOf(indicator, { leaves, at, gates }))))
    return { counted, gated: placedIndicators(this.rubric.indicators).map(({ indicator }) => indicator.id).filter((id) => gated.includes(id)) }
  }

  private rangeOf(indicator: Indicator, input: { leaves: ReadonlyMap<string, NaiveLeaf>; at: number; gates: ((indicator: Indicator, range: Range) => Range) | null }): Range {
    if (!isBranch(indicator)) return input.leaves.get(indicator.id) as Range
    const children = indicator.children.map((child) => {
      const range = this.rangeOf(child, input)
      return input.gates ? input.gates(child, range) : range
    })
    const combined = (indicator.combine ?? 'add') === 'add' ? added(children) : this.combined(indicator, children, input.at)
    if (indicator.cap === undefined) return combined
    const cap = F(indicator.cap)
    return { points: least(combined.points, cap), low: least(combined.low, cap), high: least(combined.high, cap), max: least(combined.max, cap) }
  }

  private combined(branch: Branch, children: readonly Range[], at: number): Range {
    const points = F(branch.points ?? '0')
    const here = children.map((range, place) => ({ range, child: branch.children[place] as Indicator })).filter(({ range }) => range.max.compare(0) > 0)
    if (here.length === 0) return { points: ZERO, low: ZERO, high: ZERO, max: ZERO }
    const shares = (figure: keyof Range): Fraction[] => here.map(({ range }) => range[figure].div(range.max))
    const figure = (name: keyof Range): Fraction => {
      if (branch.combine === 'pool') return most(ZERO, points.sub(sumOf(here.map(({ range }) => range.max.sub(range[name])))))
      if (branch.combine === 'lowest') return this.rounded(shares(name).reduce(least).mul(points))
      if (branch.combine === 'average') return this.rounded(sumOf(shares(name)).div(here.length).mul(points))
      const weights = this.weights(branch, here.map(({ child }) => child), at)
      return this.rounded(sumOf(shares(name).map((share, place) => share.mul(weights[place] ?? ZERO))).mul(points))
    }
    return { points: figure('points'), low: figure('low'), high: figure('high'), max: figure('max') }
  }

  private weights(branch: Branch, here: readonly Indicator[], at: number): Fraction[] {
    const own = here.map((child) => fraction(child.weight ?? '1'))
    const result = [...own]
    for (const child of branch.children) {
      const treatment = isBranch(child) || here.includes(child) || !this.isMissing(child.id, at) ? null : child.not_applicable
      if (typeof treatment !== 'object' || treatment === null) continue
      for (const [place, weight] of own.entries()) {
        const part = treatment.redistribute === 'equal' ? F(1).div(own.length) : weight.div(sumOf(own))
        result[place] = (result[place] ?? ZERO).add(fraction(child.weight ?? '1').mul(part))
      }
    }
    return result
  }

  /** The leaves of one unit with what does not apply shared out, one pool after the other. */
  private shared(at: number): Map<string, NaiveLeaf> {
    const result = new Map<string, NaiveLeaf>()
    const extra = new Map<string, Fraction>()
    const pools = new Map<string, { how: string; takers: Leaf[]; pool: Fraction }>()
    for (const { indicator: leaf, ancestors } of this.leaves) {
      const treatment = leaf.not_applicable
      if (typeof treatment !== 'object' || !this.isMissing(leaf.id, at)) continue
      const from = addedInto({ indicator: leaf, ancestors })
      const takers = this.leaves.filter((other) => other.indicator !== leaf && !this.isMissing(other.indicator.id, at) && ![other.indicator, ...other.ancestors].some(isOutside)
        && addedInto(other) === from && (treatment.scope === undefined || other.ancestors.some(({ id }) => id === treatment.scope))).map(({ indicator }) => indicator)
      const key = `${treatment.redistribute} ${takers.map(({ id }) => id).join()}`
      pools.set(key, { how: treatment.redistribute, takers, pool: (pools.get(key)?.pool ?? ZERO).add(F(leaf.points ?? '0')) })
    }
    for (const { how, takers, pool } of pools.values()) for (const [place, share] of this.largestRemainder(pool, takers.map((taker) => (how === 'equal' ? F(1) : F(taker.points ?? '0')))).entries()) {
      const id = takers[place]?.id ?? ''
      extra.set(id, (extra.get(id) ?? ZERO).add(share))
    }
    for (const { indicator: { id, points } } of this.leaves) {
      const leaf = this.decide(id)[at] as NaiveLeaf
      const more = extra.get(id)
      const scaled = (figure: Fraction): Fraction => (more ? this.rounded(figure.mul(F(points ?? '0').add(more)).div(F(points ?? '1'))) : figure)
      const own = leaf.exact && leaf.isKnown ? leaf.exact : leaf.points
      const range = leaf.low.equals(leaf.high) && leaf.isKnown ? { points: scaled(own), low: scaled(own), high: scaled(own) } : { points: scaled(leaf.points), low: scaled(leaf.low), high: scaled(leaf.high) }
      result.set(id, more ? { ...leaf, ...range, max: F(points ?? '0').add(more) } : leaf)
    }
    return result
  }

  private largestRemainder(pool: Fraction, weights: readonly Fraction[]): Fraction[] {
    if (weights.length === 0) return []
    const unit = F(1).div(10 ** Number(this.rubric.points?.decimals ?? 2))
    const exact = weights.map((weight) => pool.mul(weight).div(sumOf(weights)).div(unit))
    const down = exact.map((part) => part.floor())
    const left = Number(pool.div(unit).sub(sumOf(down)).valueOf())
    const order = [...exact.keys()].sort((i, j) => (exact[j]?.sub(down[j] ?? 0) ?? ZERO).compare(exact[i]?.sub(down[i] ?? 0) ?? ZERO) || i - j)
    for (const at of order.slice(0, left)) down[at] = (down[at] ?? ZERO).add(1)
    return down.map((part) => part.mul(unit))
  }

  private isMissing(id: string, at: number): boolean {
    return this.own(id, at).state === 'not_applicable'
  }

  private own(id: string, at: number): LeafScore {
    const score = this.units[at]?.leaves[this.leaves.findIndex(({ indicator }) => indicator.id === id)]
    if (!score) throw new RangeError(`no leaf ${id}`)
    return score
  }

  /** One leaf of every unit, with what it reads of others decided before. */
  private decide(id: string): NaiveLeaf[] {
    const known = this.decided.get(id)
    if (known) return known
    const leaf = this.find(id) as Leaf
    const given = this.units.map((_, at) => this.given(id, at))
    const decided = this.amongPeers(leaf, given)
    if (leaf.not_applicable === 'peers_mean') this.fillMean(id, decided)
    this.decided.set(id, decided)
    return decided
  }

  private amongPeers(leaf: Leaf, given: readonly NaiveLeaf[]): NaiveLeaf[] {
    const { value, rule } = leaf
    const figures = given.map((_, at) => this.figure(leaf, at))
    if (!figures.some((figure) => figure !== undefined)) return [...given]
    const known = figures.filter((figure): figure is Fraction => figure instanceof Fraction)
    const unknown = given.filter((score, at) => !(figures[at] instanceof Fraction) && score.state !== 'not_applicable').length
    const [all, max] = [F(0), F(leaf.points ?? '0')]
    const mean = known.length > 0 ? sumOf(known).div(known.length) : all
    return given.map((score, at) => {
      const figure = figures[at]
      if (figure === undefined) return score
      if (figure === null) return this.settled(score, { low: score.low, high: score.high, wanted: this.own(leaf.id, at).adjustment, max })
      if (rule.kind === 'rank') {
        const place = 1 + known.filter((other) => other.compare(figure) > 0).length
        const [best, worst] = [place, place + unknown].map((where) => F(rule.bands?.find((band) => where >= Number(band.from) && where <= Number(band.to ?? Infinity))?.points ?? '0'))
        return this.settled(score, { low: least(best ?? all, worst ?? all), high: most(best ?? all, worst ?? all), wanted: this.own(leaf.id, at).adjustment, max })
      }
      const isMean = value?.kind === 'to_peers_mean'
      const full = F(rule.kind === 'proportional' ? rule.full : '1')
      if (isMean && mean.equals(0)) return this.settled(score, { low: ZERO, high: max, wanted: this.own(leaf.id, at).adjustment, max })
      const points = least(max, (isMean ? figure.div(mean) : figure).div(full).mul(max))
      return this.settled(score, isMean && unknown > 0 ? { low: ZERO, high: max, wanted: this.own(leaf.id, at).adjustment, max } : { low: points, high: points, wanted: this.own(leaf.id, at).adjustment, max })
    })
  }

  /** The figure with which a unit stands among its peers; null where it is not certain, undefined where the leaf does not wait for them. */
  private figure({ id, value }: Leaf, at: number): Fraction | null | undefined {
    const own = this.own(id, at)
    if (own.state !== 'scored' || own.points !== null) return undefined
    if (value?.kind !== 'points_of') return own.numerator && F(own.numerator.n).div(F(own.numerator.d))
    const { low, high } = this.rangeOf(this.find(value.indicator), { leaves: this.sharedFor(value.indicator, at), at, gates: null })
    return low.equals(high) ? low : null
  }

  /** As `shared`, of the leaves that an indicator is made of; others may wait for this very one. */
  private sharedFor(indicator: string, at: number): Map<string, NaiveLeaf> {
    const under = placedLeaves([this.find(indicator)]).map((placed) => placed.indicator.id)
    const waiting = this.leaves.map((placed) => placed.indicator.id).filter((id) => !under.includes(id) && !this.decided.has(id))
    for (const id of waiting) this.decided.set(id, this.units.map((_, place) => this.given(id, place)))
    const shared = this.shared(at)
    for (const id of waiting) this.decided.delete(id)
    return shared
  }

  private settled(score: NaiveLeaf, { low, high, wanted, max }: { low: Fraction; high: Fraction; wanted: number; max: Fraction }): NaiveLeaf {
    const add = F(wanted).div(10 ** Number(this.rubric.points?.decimals ?? 2))
    const moved = (points: Fraction): Fraction => most(score.low, least(max, this.rounded(points).add(add)))
    const isKnown = this.rounded(low).equals(this.rounded(high))
    const isMoved = !moved(low).equals(this.rounded(low))
    return { ...score, state: isKnown ? 'scored' : 'provisional', isKnown, points: moved(low), low: moved(low), high: moved(high), exact: isKnown && !isMoved ? low : null }
  }

  private fillMean(id: string, decided: NaiveLeaf[]): void {
    const having = decided.filter((_, at) => !this.isMissing(id, at))
    const isOpen = having.some((leaf) => !leaf.isKnown || !leaf.low.equals(leaf.high))
    const scored = having.filter(({ state }) => state === 'scored')
    for (const [at, leaf] of decided.entries()) {
      if (!this.isMissing(id, at) || isOpen) continue
      const exact = scored.length > 0 ? sumOf(scored.map((other) => other.exact ?? other.points)).div(scored.length) : ZERO
      const points = this.rounded(exact)
      decided[at] = { ...leaf, isKnown: true, points, low: points, high: points, exact, max: scored.length > 0 ? leaf.max : ZERO }
    }
  }

  private given(id: string, at: number): NaiveLeaf {
    const { points, low, high, max, exact, state } = this.own(id, at)
    const unit = 10 ** Number(this.rubric.points?.decimals ?? 2)
    const isPenalty = !isBranch(this.find(id)) && (this.find(id) as Leaf).penalty === 'true'
    return {
      isKnown: points !== null, points: F(points ?? (isPenalty ? high : low)).div(unit), low: F(low).div(unit), high: F(high).div(unit), max: F(max).div(unit),
      exact: exact && F(exact.n).div(F(exact.d)), state,
    }
  }

  private find(id: string): Indicator {
    const found = placedIndicators(this.rubric.indicators).find(({ indicator }) => indicator.id === id)?.indicator
    if (!found) throw new RangeError(`no indicator ${id}`)
    return found
  }

  private rounded(value: Fraction): Fraction {
    const { decimals, mode } = this.rubric.points ?? { decimals: '2', mode: 'half_up' }
    const scaled = value.abs().mul(10 ** Number(decimals))
    const cut = scaled.floor()
    const side = scaled.sub(cut).compare(new Fraction(1, 2))
    const isUp = mode !== 'truncate' && (side > 0 || (side === 0 && (mode === 'half_up' || cut.mod(2).equals(1))))
    return (isUp ? cut.add(1) : cut).div(10 ** Number(decimals)).mul(value.compare(0) < 0 ? -1 : 1)
  }
}

function added(ranges: readonly Range[]): Range {
  const [points, low, high, max] = FIGURES.map((figure) => sumOf(ranges.map((range) => range[figure])))
  return { points: points ?? ZERO, low: low ?? ZERO, high: high ?? ZERO, max: max ?? ZERO }
}

/** What a leaf's points are simply added into: the total (empty), or the id of the outermost thing below a branch that does not add. */
function addedInto({ indicator, ancestors }: Pick<Placed<Leaf>, 'indicator' | 'ancestors'>): string {
  const path = [...ancestors.map(({ id, combine }) => ({ id, adds: (combine ?? 'add') === 'add' })), { id: indicator.id, adds: true }]
  return path.reduce((name, step, at) => (step.adds ? name : path[at + 1]?.id ?? ''), '')
}

function fraction(figure: string): Fraction {
  return figure.endsWith('%') ? F(figure.slice(0, -1)).div(100) : F(figure)
}
