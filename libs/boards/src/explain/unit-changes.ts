import type { UnitChanges as Changes } from '@tierline/contracts/explanation'
import { ProblemError } from '@tierline/platform/http/problem'
import { changesOf, explainUnit } from '@tierline/scoring'
import type { UnitExplanationCore } from '@tierline/scoring'
import { isoOf } from '../board/watermark.store.ts'
import { badQuery, instantOf, readQuestion } from '../desk/board-question.ts'
import type { BoardQuery, BoardQuestion } from '../desk/board-question.ts'
import type { Explanations } from './explanations.ts'
import type { Viewed, Views } from './views.ts'

/** What `GET …/units/{unit}/changes` may ask for, as it is sent. */
export interface ChangesQuery extends BoardQuery {
  /** ISO instant of the past that is compared with `at`, or with now. */
  from?: string
}

/** Says what moved a unit's score between two instants, each as it was known then. */
export class UnitChanges {
  constructor(private readonly views: Views, private readonly explanations: Explanations) {}

  async between(path: { rubric: string; group: string }, unitText: string, query: ChangesQuery): Promise<Changes> {
    const { from, to } = readInstants(path, query)
    const later = await this.views.find(to)
    const earlier = await this.views.find({ ...from, period: later.key.period })
    const unit = this.explanations.unitOn(later, unitText)
    const [before, after] = [explained(earlier, unit.code), explained(later, unit.code)]
    const { tiers } = later.view.plan.rubric
    const changes = changesOf(before, after, tiers === 'undeclared' ? [] : tiers.lines)
    return {
      key: later.key, unit: unit.code, name: unit.name, nameEn: unit.name_en,
      from: { asOf: isoOf(earlier.view.instant), seq: earlier.seq, ...changes.from }, to: { asOf: isoOf(later.view.instant), seq: later.seq, ...changes.to },
      leaves: changes.leaves, text: changes.text,
    }
  }
}

/** The two instants asked for, as questions about the same board. */
function readInstants(path: { rubric: string; group: string }, { from, ...query }: ChangesQuery): { from: BoardQuestion; to: BoardQuestion } {
  if (from === undefined) throw badQuery('from', 'nothing', 'an instant such as 2021-10-01T00:00:00+08:00')
  if (query.reading === 'corrected') throw badQuery('reading', 'corrected', 'known: what moved a score is told as it was known at both instants')
  const to = readQuestion(path, query)
  const instant = instantOf(from, 'from')
  if (to.at !== null && instant >= to.at) throw badQuery('from', from, `an instant before at, which is ${query.at ?? ''}`)
  return { from: { ...to, at: instant }, to }
}

function explained({ view, key }: Viewed, unit: string): UnitExplanationCore {
  const facts = view.facts.get(unit)
  if (facts) return explainUnit(view.plan, facts, view.score, view.instant)
  throw new ProblemError(404, 'no_data', {
    title: 'The unit was not on the board', detail: `At ${isoOf(view.instant)} the unit ${unit} was not on the board ${key.rubric}/${key.group}. Ask for an instant at which it was.`,
  })
}
