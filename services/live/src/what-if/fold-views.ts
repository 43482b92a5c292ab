import type { Platform } from '@tierline/platform/platform'
import { readCalendars } from '@tierline/scoring'
import type { BoardPlan, WorkCalendar } from '@tierline/scoring'
import { viewOf } from '../explain/scored-view.ts'
import type { ScoredView } from '../explain/scored-view.ts'
import { refuseDropped } from '../past/corrected-boards.ts'
import { readEventsKeptFrom } from '../past/event-pages.store.ts'
import { foldFacts } from '../past/fold-facts.ts'
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
