import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueText } from '../../exact/show.ts'
import { bestOf, placePointsOf } from '../../rule/rank.ts'
import type { PlacePoints } from '../../rule/rank.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import { peersOf } from '../peer-values.ts'
import { exactly, join, say } from '../words.ts'
import { moreWords } from './next-step.ts'
import { successesTo } from './successes.ts'

/** What a ranked leaf must reach for more points: the value of the last unit of the next better places, for equal values share a place; or the best value. */
export function rankMissing(input: LeafCase, rule: RuleOf<'rank'>): Bilingual | null {
  const { score } = input
  if (score.place === null || !valueIn(input)) return null
  return rule.to_best ? bestMissing(input, rule) : placeMissing(input, rule, score.place)
}

function placeMissing(input: LeafCase, rule: RuleOf<'rank'>, place: number): Bilingual | null {
  const places = placePointsOf(rule)
  const own = places.find(({ from, to }) => place >= from && place <= to)
  const better = places.filter(({ to, points }) => to < place && (!own || compare(points, own.points) > 0)).sort((a, b) => b.to - a.to)[0]
  const target = better && valueAt(input, rule, better.to)
  if (!better || !target) return null
  return reaching(input, { rule, target, reward: rewardWords(better) })
}

function rewardWords({ to, points }: PlacePoints): Bilingual {
  const gives = exactly(points)
  return to === 1 ? say(`进入第 1 名，得 ${gives} 分`, `rank 1: ${gives} points`) : say(`进入前 ${to} 名，得 ${gives} 分`, `among the first ${to}: ${gives} points`)
}

/** The value that a place asks for, among the others. */
function valueAt(input: LeafCase, rule: RuleOf<'rank'>, place: number): Ratio | undefined {
  const { rising } = peersOf(input)
  let [passed, last]: [number, Ratio | null] = [0, null]
  for (let at = 0; at < rising.length; at++) {
    const peer = rule.direction === 'desc' ? rising[rising.length - 1 - at] : rising[at]
    if (!peer || peer.unit === input.facts.unit || (rule.ties === 'dense' && last && compare(peer.value, last) === 0)) continue
    if (++passed === place) return peer.value
    last = peer.value
  }
  return undefined
}

function bestMissing(input: LeafCase, rule: RuleOf<'rank'>): Bilingual | null {
  const values = peersOf(input).rising.map(({ value }) => value)
  const best = bestOf(values, rule.direction)
  const own = valueIn(input)
  return best && own && compare(own, best) !== 0 ? reaching(input, { rule, target: best, reward: say('与组内最优持平，满分', 'level with the best: full marks') }) : null
}

function reaching(input: LeafCase, { rule, target, reward }: { rule: RuleOf<'rank'>; target: Ratio; reward: Bilingual }): Bilingual {
  const successes = rule.direction === 'desc' ? successesTo(input.leaf, input.score, { key: 'at_least', figure: target }) : null
  if (successes) return join([moreWords(input.leaf, successes.n), reward], ' → ', ' → ')
  const aim = valueText(showIn(input), target)
  return say(`须达到 ${aim} → ${reward.zh}`, `must reach ${aim} → ${reward.en}`)
}
