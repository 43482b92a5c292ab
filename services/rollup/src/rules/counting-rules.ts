import type { Database } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { RulesFolder } from '@tierline/platform/folder/rules-folder'
import type { Logger } from '@tierline/platform/logger'
import { isDraft, parseRubric, readCalendars, withClockTypes } from '@tierline/scoring'
import type { FactTypes, MeasureDeclaration, Rubric, WorkCalendar } from '@tierline/scoring'
import type { OwedDuty } from '../ticker/ticker.ts'
import { readActiveRubrics } from './rubric.store.ts'

/** What counting reads from the rules: event types, working days, and from every version of every rubric its measures and duties; drafts count nothing. */
export class CountingRules {
  private readonly types: FactTypes
  private readonly calendar: WorkCalendar
  private rubrics: readonly Rubric[] = []

  constructor(private readonly parts: { db: Database; rules: RulesFolder; directory: Directory; logger: Logger }) {
    this.types = withClockTypes(parts.rules.catalogue.types)
    this.calendar = readCalendars(parts.rules.calendars)
  }

  /** Reads the rubrics again, those of the folder and those that are active in the database. One that cannot be read counts nothing and is named in the log. */
  async reload(): Promise<void> {
    const texts = new Map([...await readActiveRubrics(this.parts.db), ...this.parts.rules.rubrics].map(({ name, text }) => [text, name]))
    this.rubrics = [...texts].flatMap(([text, name]) => {
      const read = parseRubric(text, name)
      if ('rubric' in read) return isDraft(read.rubric) ? [] : [read.rubric]
      this.parts.logger.error({ rubric: name, faults: read.faults }, 'a rubric cannot be read; its measures are not counted until it is mended')
      return []
    })
  }

  current(): { types: FactTypes; calendar: WorkCalendar; duties: readonly OwedDuty[] } {
    return { types: this.types, calendar: this.calendar, duties: this.rubrics.flatMap((rubric) => this.owedDuties(rubric)) }
  }

  declarations(): MeasureDeclaration[] {
    return this.rubrics.flatMap((rubric) => Object.values(rubric.measures).map(({ declaration }) => declaration))
  }

  private owedDuties(rubric: Rubric): OwedDuty[] {
    return rubric.duties.map((duty) => {
      const groups = duty.group === undefined ? rubric.groups : [duty.group]
      const members = groups.flatMap((id) => this.parts.directory.group(id)?.units.map(({ code }) => code) ?? [])
      const named = duty.units?.flatMap((text) => this.parts.directory.unitByCodeOrAlias(text)?.code ?? [])
      return { duty, units: [...new Set(named ?? members)] }
    })
  }
}
