import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueText } from '../../exact/show.ts'
import { bestOf, placePointsOf } from '../../rule/rank.ts'
import type { PlacePoints } from '../../rule/rank.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { valueOf } from '../../value/value.ts'
import { showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
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
function valueAt({ leaf, board, facts }: LeafCase, rule: RuleOf<'rank'>, place: number): Ratio | undefined {
  const values = board.rows.flatMap((row): Ratio[] => {
    const peer = row.decided[leaf.at]
    const value = peer && peer.place !== null && row.unit !== facts.unit ? valueOf(leaf.value, peer) : null
    return value ? [value] : []
  }).sort((a, b) => (rule.direction === 'desc' ? compare(b, a) : compare(a, b)))
  const distinct = rule.ties === 'dense' ? values.filter((value, at) => at === 0 || compare(value, values[at - 1] ?? value) !== 0) : values
  return distinct[place - 1]
}

function bestMissing(input: LeafCase, rule: RuleOf<'rank'>): Bilingual | null {
  const values = input.board.rows.flatMap((row) => {
    const peer = row.decided[input.leaf.at]
    return (peer && peer.place !== null && valueOf(input.leaf.value, peer)) || []
  })
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
