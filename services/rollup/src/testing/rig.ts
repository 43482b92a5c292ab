import { createHash } from 'node:crypto'
import type { EventRecord, LogRecord, Verdict } from '@tierline/contracts/log-record'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openLogger } from '@tierline/platform/logger'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { NO_CALENDAR, withClockTypes } from '@tierline/scoring'
import type { FactTypes, MeasureDeclaration, WorkCalendar } from '@tierline/scoring'
import { RollupConsumer } from '../consume/consumer.ts'
import { BackFill } from '../measures/back-fill.ts'
import { registerMeasures } from '../measures/register-measures.ts'
import { verifyRollUps } from '../rebuild/rebuild.ts'
import type { Verification } from '../rebuild/rebuild.ts'
import { Ticker } from '../ticker/ticker.ts'
import type { OwedDuty } from '../ticker/ticker.ts'
import { TYPES } from './types.ts'

/** What a test of the roll-up chooses. */
export interface RigChoices {
  measures?: readonly MeasureDeclaration[]
  calendar?: WorkCalendar
  duties?: OwedDuty[]
  types?: FactTypes
  identityHorizonMs?: number
}

/** The roll-up over a real, empty database with the units `u1` … `u4`. */
export interface Rig {
  test: TestDatabase
  parts: ConstructorParameters<typeof RollupConsumer>[0]
  consumer: RollupConsumer
  ticker: Ticker
  backFill: BackFill
  consume(records: readonly LogRecord[]): Promise<Verdict[]>
  register(declarations: readonly MeasureDeclaration[]): Promise<void>
  verify(): Promise<Verification>
}

export const UNITS = ['u1', 'u2', 'u3', 'u4'] as const

/** Opens a rig on a database of its own; measures that are given are complete from the start. */
export async function openRig(choices: RigChoices = {}): Promise<Rig> {
  return await rigOn(await openTestDatabase(), choices)
}

/** A rig on a database that is emptied first: properties run many times, and a new database costs a second. */
export async function rigOn(test: TestDatabase, choices: RigChoices = {}): Promise<Rig> {
  await test.db.run('truncate clock, event, ledger, cases, rollup, rollup_day, distinct_member, touched, tally, quarantine, kept_from, dropped, log_position, log_title, log_gap, measure restart identity')
  const rules = { types: withClockTypes(choices.types ?? TYPES), calendar: choices.calendar ?? NO_CALENDAR, duties: choices.duties ?? [] }
  const parts = {
    db: test.db, units: await storedUnits(test), rules: () => rules, signal: new InProcessSignal(), logger: openLogger('silent'),
    identityHorizonMs: choices.identityHorizonMs ?? null,
  }
  const consumer = new RollupConsumer(parts)
  const backFill = new BackFill(parts)
  const register = async (declarations: readonly MeasureDeclaration[]): Promise<void> => { await registerMeasures(test.db, declarations, 0) }
  await register(choices.measures ?? [])
  await backFill.run()
  await test.db.run('truncate touched')
  return {
    test, parts, consumer, ticker: new Ticker(parts), backFill, register,
    consume: (records) => consumer.consume({ log: 'embedded', partition: 0, positions: null, records }),
    verify: () => verifyRollUps(test.db, rules),
  }
}

async function storedUnits({ db }: TestDatabase): Promise<Directory> {
  await db.transaction((tx) => storeUnits(tx, { units: UNITS.map((code) => ({ code, name: code })), groups: [] }, () => ({ pinyin: 'u', initials: 'u' }), new Date(0)))
  const directory = new Directory(db, new InProcessSignal())
  await directory.reload()
  return directory
}

/** A record as the door makes it; identity and content are hashed from what is given. */
export function eventRecord(event: Partial<EventRecord> & Pick<EventRecord, 'id' | 'type' | 'time'>): EventRecord {
  const { source = 'test', unit = 'u1', data = {} } = event
  const subject = event.subject ?? unit
  return {
    kind: 'event', source, unit, subject, data, arrived: event.time, corrects: null, replayOf: null,
    identity: digest([source, event.id]), content: digest([event.type, subject, event.time, data]), ...event,
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
