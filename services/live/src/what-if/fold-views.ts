import type { Platform } from '@tierline/platform/platform'
import { readCalendars } from '@tierline/scoring'
import type { BoardPlan, WorkCalendar } from '@tierline/scoring'
import { viewOf } from '@tierline/boards/explain/scored-view'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import { refuseDropped } from '@tierline/boards/past/corrected-boards'
import { readEventsKeptFrom } from '@tierline/boards/past/event-pages.store'
import { foldFacts } from '@tierline/boards/past/fold-facts'
import { OneAtATime } from './one-at-a-time.ts'

/** Scores plans of one board from the stored events, read once for all of them, so that nothing but the rules differs between them. One at a time. */
export class FoldViews {
  private readonly turn = new OneAtATime()
  private calendar: WorkCalendar | null = null

  constructor(private readonly platform: Platform) {}

  /** A view for each plan, in their order. */
  async fold(plans: readonly BoardPlan[], instant: number): Promise<ScoredView[]> {
    return await this.turn.run(async () => {
      const { db, directory, rules } = this.platform
      const keptFrom = await readEventsKeptFrom(db)
      for (const plan of plans) refuseDropped(plan, keptFrom, 'so it cannot be scored from events. Ask for a period that begins later, or for other readings of the rubric in force.')
      const units = directory.group(plans[0]?.group ?? '')?.units ?? []
      const calendar = this.calendar ??= readCalendars(rules.calendars)
      const { facts } = await db.transaction((tx) => foldFacts(tx, { plans, units, instant, types: rules.catalogue.types, calendar, directory }), 'repeatable read')
      return plans.map((plan, at) => viewOf(plan, facts[at] ?? [], instant))
    })
  }
}
