import type { WhatIf } from '@tierline/contracts/rubric/what-if'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { compareBoards, planBoard, readCalendars, underReadings } from '@tierline/scoring'
import type { BoardPlan, ReadingName, Rubric, RubricContext, TakenReading } from '@tierline/scoring'
import type { BoardQuestion } from '@tierline/boards/desk/board-question'
import { viewOf } from '@tierline/boards/explain/scored-view'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import type { Viewed, Views } from '@tierline/boards/explain/views'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { FoldViews } from './fold-views.ts'
import { factsFor } from './other-facts.ts'
import { readDraft } from './read-draft.ts'
import { whatIfOf } from './what-if-reply.ts'
import type { WhatIfQuestion } from './what-if-question.ts'

export interface WhatIfParts {
  platform: Platform
  rubrics: StoredRubrics
  views: Views
  folds: FoldViews
}

/** A board as it is and as it would be. */
export interface BothViews {
  viewed: Viewed
  before: ScoredView
  after: ScoredView
  readings: TakenReading[]
}

/** Groups over this are not scored a second time while somebody waits. */
const MOST_UNITS = 4_000

/** Scores boards a second time: under other readings from the stored facts of their seq, under another version or a draft from the stored events. Stores nothing. */
export class WhatIfs {
  constructor(private readonly parts: WhatIfParts) {}

  /** Under other readings, another version, or both; `draft` is the text that was sent, if one was. */
  async ask(question: WhatIfQuestion, draft: unknown = null): Promise<WhatIf> {
    const { group } = question.board
    const members = this.parts.platform.directory.group(group)?.units.length ?? 0
    if (members > MOST_UNITS) throw new ProblemError(413, 'too_large', { title: 'The group is too large for this', detail: `The group ${group} has ${members} units; at most ${MOST_UNITS} are scored a second time. Use "tierline score" with a file of facts.` })
    const other = draft === null ? null : readDraft(draft, { ...question.board, context: this.context() })
    const viewed = await this.parts.views.find(question.board)
    const both = other || question.version !== null
      ? await this.underRubric(viewed, other ?? (await this.versionOf(viewed, question.version ?? '')), question.readings)
      : await this.underReadings(viewed, question.readings)
    return whatIfOf(both, compareBoards(both.before, both.after), this.parts.platform.directory)
  }

  /** A board's view under other readings of its own rubric. */
  async viewUnder(question: BoardQuestion, readings: readonly ReadingName[]): Promise<BothViews> {
    return await this.underReadings(await this.parts.views.find(question), readings)
  }

  /** What a draft may name. */
  private context(): RubricContext {
    const { directory, rules } = this.parts.platform
    const groups = directory.groups().map(({ id, units }) => ({ id, units: units.map(({ code }) => code) }))
    return { catalogue: rules.catalogue, units: { units: directory.list(), groups }, mayGrow: true, calendar: readCalendars(rules.calendars) }
  }

  private async underReadings(viewed: Viewed, names: readonly ReadingName[]): Promise<BothViews> {
    const { view } = viewed
    const { rubric, readings } = readingsOf(view.plan.rubric, names)
    const plan = planLike(view.plan, rubric)
    const facts = factsFor(plan, view.plan, view.facts.values())
    // A reading may ask for a figure that was never read for this board.
    if (!facts) return { viewed, readings, ...(await this.folded(viewed, plan)) }
    return { viewed, before: view, after: viewOf(plan, facts, view.instant), readings }
  }

  private async underRubric(viewed: Viewed, other: Rubric, names: readonly ReadingName[]): Promise<BothViews> {
    const { rubric, readings } = readingsOf(other, names)
    return { viewed, readings, ...(await this.folded(viewed, planLike(viewed.view.plan, rubric))) }
  }

  /** Both from one reading of the events, so that nothing but the rules differs. */
  private async folded({ view }: Viewed, plan: BoardPlan): Promise<Pick<BothViews, 'before' | 'after'>> {
    const [before = view, after = view] = await this.parts.folds.fold([view.plan, plan], view.instant)
    return { before, after }
  }

  private async versionOf({ key }: Viewed, hash: string): Promise<Rubric> {
    const versions = await this.parts.rubrics.versions(key.rubric)
    const found = versions.find(({ rubric }) => rubric.hash === hash)
    if (!found) throw notFound(`version of ${key.rubric}`, hash.slice(0, 64), `There are: ${versions.map(({ rubric: { version, hash: known } }) => `${known} (${version})`).join(', ')}.`)
    if (found.rubric.groups.includes(key.group)) return found.rubric
    throw notFound(`group in version ${found.rubric.version}`, key.group, `There are: ${found.rubric.groups.join(', ')}.`)
  }
}

const planLike = (plan: BoardPlan, rubric: Rubric): BoardPlan => planBoard(rubric, plan.period, plan.group, plan.frame)

function readingsOf(rubric: Rubric, names: readonly ReadingName[]): { rubric: Rubric; readings: TakenReading[] } {
  const under = underReadings(rubric, names)
  if ('rubric' in under) return under
  const [first] = under.faults
  throw new ProblemError(400, 'wrong_field', {
    title: 'These readings cannot be taken', detail: first ? `${first.path}: found ${first.found}, expected ${first.expected}; ${first.mend}.` : '', faults: under.faults,
  })
}
