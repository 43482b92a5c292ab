import { readInstant } from '@tierline/boards/board/watermark.store'
import type { Alert, AlertDetail, AlertList } from '@tierline/contracts/alert/alert'
import type { Statements } from '@tierline/platform/database/database'
import { badQuery } from '@tierline/boards/desk/board-question'
import type { Platform } from '@tierline/platform/platform'
import { historyCsv } from '../history/alert-csv.ts'
import { readHeldSilences } from '../silence.store.ts'
import { filterOf, pageOf } from './alert-filter.ts'
import type { AlertFilter, AlertQuery, HistoryQuery } from './alert-filter.ts'
import { alertNumber, noAlert } from './alert-number.ts'
import { alertOf, stepOf } from './alert-shown.ts'
import type { Surroundings } from './alert-shown.ts'
import { readAlert, readAlerts, readCounts, readSteps } from './alert.store.ts'
import type { AlertRow } from './alert.store.ts'

/** Rows of the history that are in memory at once. */
const HISTORY_PAGE = 500

/** Alerts for people: the list, one with its steps, the history as a file. */
export class AlertDesk {
  constructor(private readonly platform: Platform) {}

  /** One page of alerts and where all alerts stand, read at one moment. */
  async list(query: AlertQuery): Promise<AlertList> {
    const { limit, before } = pageOf(query)
    const filter = filterOf(query, this.platform.directory)
    return await this.platform.db.transaction(async (tx) => {
      const after = before === null ? null : await readAlert(tx, before)
      if (before !== null && after === null) throw badQuery('before', String(before), 'the number `next` of the page before')
      const surroundings = await this.surroundings(tx)
      const rows = await readAlerts(tx, filter, { after, limit: limit + 1 })
      const alerts = rows.slice(0, limit).map((row) => alertOf(row, surroundings))
      return { ...await readCounts(tx), alerts, next: rows.length > limit ? alerts.at(-1)?.id ?? null : null }
    }, 'repeatable read')
  }

  /** One alert with all its steps; a 404 where there is none. */
  async read(id: string): Promise<AlertDetail> {
    const number = alertNumber(id)
    return await this.platform.db.transaction(async (tx) => {
      const row = number === null ? null : await readAlert(tx, number)
      if (number === null || row === null) throw noAlert(id)
      return { ...alertOf(row, await this.surroundings(tx)), steps: (await readSteps(tx, number)).map(stepOf) }
    }, 'repeatable read')
  }

  /** The history as CSV, newest first, in pieces; memory stays flat however long it is. */
  history({ lang = 'zh', state = 'all', ...query }: HistoryQuery): AsyncIterable<string> {
    return historyCsv(this.pages(filterOf({ ...query, state }, this.platform.directory)), lang)
  }

  private async *pages(filter: AlertFilter): AsyncGenerator<Alert[]> {
    const { db } = this.platform
    const surroundings = await this.surroundings(db)
    for (let after: AlertRow | null = null, isMore = true; isMore;) {
      const rows: AlertRow[] = await readAlerts(db, filter, { after, limit: HISTORY_PAGE })
      yield rows.map((row) => alertOf(row, surroundings))
      after = rows.at(-1) ?? null
      isMore = rows.length === HISTORY_PAGE
    }
  }

  private async surroundings(db: Statements): Promise<Surroundings> {
    const instant = await readInstant(db) ?? this.platform.clock.now()
    return { platform: this.platform, silences: await readHeldSilences(db, instant) }
  }
}
