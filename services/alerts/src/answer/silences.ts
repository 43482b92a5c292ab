import { isoOf, isoOrNull, readInstant } from '@tierline/boards/board/watermark.store'
import type { NewSilence, Silence, SilenceList, SilenceScope } from '@tierline/contracts/alert/alert'
import type { Fault } from '@tierline/contracts/problem'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { alertNumber } from './list/alert-number.ts'
import { silenceFaults } from './silence-faults.ts'
import { coversAlert } from './silence-scope.ts'
import { addSilence, endSilence, findNamed, lockSilence, readOpenAlerts, readSilences } from './silence.store.ts'
import type { SilenceRow } from './silence.store.ts'

/** Silences listed at most. */
const LISTED = 500

/** Silences (静默): until when the messages of which alerts are kept back. They begin and end by the stored clock. */
export class Silences {
  constructor(private readonly platform: Pick<Platform, 'db' | 'clock' | 'signal' | 'directory'>) {}

  /** Newest first; those that hold now unless told. */
  async list(state: 'active' | 'ended' | 'all' = 'active'): Promise<SilenceList> {
    return await this.platform.db.transaction(async (tx) => {
      const instant = await this.instant(tx)
      const rows = await readSilences(tx, { instant, holds: state === 'all' ? null : state === 'active', limit: LISTED })
      return { silences: await this.shown(tx, rows, instant) }
    }, 'repeatable read')
  }

  /** Keeps a silence; a 400 names everything at once that is not there, and an end that is over already. */
  async add({ scope, until, by, reason }: NewSilence): Promise<Silence> {
    return await this.change(async (tx, instant) => {
      const named = this.withCodes(scope)
      const faults = silenceFaults({ scope, until, instant }, { found: await findNamed(tx, scope), directory: this.platform.directory })
      if (faults.length > 0) throw misfit(faults)
      return await addSilence(tx, { scope: named, from: instant, until: Date.parse(until), by, reason })
    })
  }

  /** Ends a silence before its time; a 409 where it is over already. Nothing that it kept back is sent in arrears. */
  async end(id: string, by: string): Promise<Silence> {
    const number = alertNumber(id)
    return await this.change(async (tx, instant) => {
      const silence = number === null ? null : await lockSilence(tx, number)
      if (number === null || silence === null) throw notFound('silence', id.slice(0, 60), 'GET /v1/silences?state=all lists them with their numbers.')
      if (!holds(silence, instant)) throw alreadyOver(silence)
      await endSilence(tx, number, { at: instant, by })
      return number
    })
  }

  private async change(work: (tx: Transaction, instant: number) => Promise<number>): Promise<Silence> {
    const { db, signal } = this.platform
    const { silence, revision } = await db.transaction(async (tx) => {
      const instant = await this.instant(tx)
      const row = await lockSilence(tx, await work(tx, instant))
      const [shown] = await this.shown(tx, row ? [row] : [], instant)
      if (!shown) throw new Error('silence: found none of the number that was just written, expected it')
      return { silence: shown, revision: await raiseRevision(tx, 'alert') }
    })
    signal.publish('alert', revision)
    return silence
  }

  private async instant(db: Statements): Promise<number> {
    return await readInstant(db) ?? this.platform.clock.now()
  }

  /** Aliases become codes, so that a silence holds whatever its units are called. */
  private withCodes(scope: SilenceScope): SilenceScope {
    const { units } = scope
    return units === undefined ? scope : { ...scope, units: [...new Set(units.map((name) => this.platform.directory.unitByCodeOrAlias(name)?.code ?? name))] }
  }

  private async shown(db: Statements, rows: readonly SilenceRow[], instant: number): Promise<Silence[]> {
    const open = rows.some((row) => holds(row, instant)) ? await readOpenAlerts(db) : []
    return rows.map((row) => ({
      id: Number(row.id), scope: row.scope, from: isoOf(row.from), until: isoOf(row.until), by: row.entered_by, reason: row.reason, endedAt: isoOrNull(row.ended_at), endedBy: row.ended_by,
      covers: holds(row, instant) ? open.filter((alert) => coversAlert(row.scope, alert)).length : 0,
    }))
  }
}

const holds = ({ ended_at: endedAt, until }: SilenceRow, instant: number): boolean => endedAt === null && until > instant

function misfit(faults: Fault[]): ProblemError {
  return new ProblemError(400, 'wrong_field', { title: 'The silence cannot be kept', detail: faults.map(({ path, found, expected, mend }) => `${path}: found ${found}, expected ${expected}. ${mend}`).join(' '), faults })
}

function alreadyOver({ id, ended_at: endedAt, ended_by: endedBy, until }: SilenceRow): ProblemError {
  const found = endedAt === null ? `that it ran out at ${isoOf(until)}` : `that ${endedBy ?? 'somebody'} ended it at ${isoOf(endedAt)}`
  return new ProblemError(409, 'already_over', { title: 'The silence is over already', detail: `Silence ${id}: found ${found}, expected one that holds. Nothing needs to be done.` })
}
