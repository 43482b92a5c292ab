import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { dutyOccasions, FactFolder, openingFact, parsePeriod, parseRubric, planBoard, readCalendars, readValue, readValueByKey, rowOf, scoreBoard, scoreUnit, withClockTypes } from '@tierline/scoring'
import type { AttributeFact, BoardPlan, BoardRowCore, FactEvent, FactTypes, JudgementFact, ReadingValue, RollUps, Rubric, UnitFacts, WorkCalendar } from '@tierline/scoring'
import { RULES } from './city-facts.ts'

/** What a pure scoring of the demo is made from. */
export interface PureBoard {
  rubric: string
  period: string
  units: readonly string[]
  attributes: readonly NewAttribute[]
  judgements: readonly NewJudgement[]
}

/** Scores the demo's lines without a database: the naive folding and the scoring core, and nothing between them. */
export class PureScoring {
  private constructor(private readonly rubric: Rubric, private readonly types: FactTypes, private readonly calendar: WorkCalendar) {}

  static async of(rubricId: string): Promise<PureScoring> {
    const rules = await readRulesFolder(RULES)
    const read = parseRubric(await readFile(join(RULES, `${rubricId}.yaml`), 'utf8'), rubricId)
    if (!('rubric' in read)) throw new Error(JSON.stringify(read.faults))
    return new PureScoring(read.rubric, withClockTypes(rules.catalogue.types as FactTypes), readCalendars(rules.calendars))
  }

  /** The board's rows, best first, at an instant. */
  rows(events: readonly FactEvent[], board: Omit<PureBoard, 'rubric'>, instant: number): BoardRowCore[] {
    const period = parsePeriod(board.period, instant)
    if (!period) throw new Error(`no period ${board.period}`)
    const plan = planBoard(this.rubric, period, 'pure')
    const rollUps = this.fold(plan, events, { units: board.units, instant })
    const scores = board.units.map((unit) => scoreUnit(plan, this.facts(plan, { unit, rollUps, board, events }), instant))
    return scoreBoard(plan, scores, instant).rows.map((row) => rowOf(plan, row))
  }

  private fold(plan: BoardPlan, events: readonly FactEvent[], at: { units: readonly string[]; instant: number }): RollUps {
    // Measures that differ in their window only, as what is carried over, are one declaration, to be counted once.
    const declarations = [...new Map(plan.readings.map(({ hash, declaration }) => [hash, declaration])).values()]
    const folder = new FactFolder({ types: this.types, calendar: this.calendar, instant: at.instant, declarations })
    for (const event of events) folder.add(event)
    for (const duty of this.rubric.duties) {
      for (const occasion of dutyOccasions(duty, at.instant, this.calendar)) for (const unit of at.units) folder.add(openingFact(duty, unit, occasion))
    }
    return folder.rollUps()
  }

  private facts(plan: BoardPlan, { unit, rollUps, board, events }: { unit: string; rollUps: RollUps; board: Omit<PureBoard, 'rubric'>; events: readonly FactEvent[] }): UnitFacts {
    const readings = plan.readings.map(({ hash, from, until, keyed }): ReadingValue => keyed
      ? { byKey: readValueByKey(rollUps, { hash, unit, from, until }), provisional: false } : { value: readValue(rollUps, { hash, unit, from, until }), provisional: false })
    const attributes: Record<string, AttributeFact> = {}
    for (const attribute of board.attributes) if (attribute.unit === unit) attributes[attribute.name] = attribute
    const judgements = board.judgements.filter((judgement) => judgement.unit === unit).flatMap((judgement, id): JudgementFact[] => {
      const { kind, value = '' } = judgement
      return kind === 'withdrawn' ? [] : [{ ...judgement, kind, id, value }]
    })
    return { unit, readings, attributes, judgements, events: events.some((event) => event.unit === unit) ? 1 : 0 }
  }
}

/** A line as the counted event that it becomes. */
export function factOf(line: string): FactEvent {
  const { source, id, type, subject, time, data } = JSON.parse(line) as { source: string; id: string; type: string; subject: string; time: string; data: Record<string, unknown> }
  return { source, id, type, unit: subject, time: Date.parse(time), corrects: null, data }
}
