import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Database, raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { openLogger } from '@tierline/platform/logger'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { registerMeasures } from '@tierline/rollup/measures/register-measures'
import { TYPES, MEASURES } from '@tierline/rollup/testing/types'
import { measureHash, NO_CALENDAR, parseRubric, withClockTypes } from '@tierline/scoring'
import type { DutyDeclaration, MeasureDeclaration, Rubric } from '@tierline/scoring'
import { storeRubrics } from '@tierline/scoring-service/rubric/rubric.store'
import { FaultyDatabase } from './faulty-database.ts'
import { START, TOWNS } from './stream.ts'

const DUTY: DutyDeclaration = { id: 'weekly', title: { zh: '周报', en: 'Weekly report' }, report: 'weekly', schedule: 'monthly', from: '2021-09', until: '2021-10', opens: 'end', due: 'end+5' }
/** Measures of tickets, hours and duties beside those of the rubric; the last two are declared in the middle of a round. */
const OTHERS: readonly MeasureDeclaration[] = [
  ...MEASURES.filter((_, at) => [1, 2, 7, 9, 10, 11, 14].includes(at)),
  { of: { case: 'duty' }, aggregate: 'count', state: 'late', at: 'due' },
]
const LATER: readonly MeasureDeclaration[] = MEASURES.filter((_, at) => [4, 12].includes(at))
/** Emptied before every round; children before their parents. */
const TABLES = ['score', 'place', 'board_touched', 'board_wanted', 'score_history', 'place_history', 'board_history', 'board', 'unit_month', 'touched', 'clock', 'event', 'ledger', 'cases', 'rollup', 'rollup_day', 'distinct_member', 'tally', 'quarantine'] as const
/** Deleted rows stay in the files until these are cut off. */
const ROUNDS_A_TRUNCATION = 40

/** One database for all rounds with its towns and rubrics: the rubric as it begins, and as it is loaded again with other points and one measure more. */
export class World {
  readonly logger = openLogger('silent')
  readonly rules = { types: withClockTypes(TYPES), calendar: NO_CALENDAR, duties: [{ duty: DUTY, units: ['t1', 't2', 't3'] }] }
  readonly duty = DUTY
  private readonly connections = new Map<string, FaultyDatabase>()
  private rounds = 0

  private constructor(private readonly test: TestDatabase, readonly directory: Directory, readonly rubrics: readonly [Rubric, Rubric], private readonly texts: ReadonlyMap<string, string>) {}

  static async open(): Promise<World> {
    const test = await openTestDatabase()
    // A waiting session looks for a deadlock at once, so that one of the two is always the last to come.
    const { name } = await test.db.one(raw<{ name: string }>(), 'select current_database() as name')
    await test.db.script(`alter database "${name}" set deadlock_timeout = '1ms'`)
    await test.db.transaction((tx) => storeUnits(tx, {
      units: TOWNS.map((code) => ({ code, name: code })), groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: [...TOWNS] }],
    }, (text) => ({ pinyin: text, initials: text }), new Date(0)))
    for (const [at, town] of TOWNS.entries()) {
      await test.db.run(`insert into attribute (unit, name, value, effective, citation, entered_by, entered_at) select id, 'population', $2::numeric, '2000-01-01', 'test', 'test', to_timestamp(0) from unit where code = $1`, [town, populationOf(at)])
    }
    const directory = new Directory(test.db, new InProcessSignal())
    await directory.reload()
    const [rubrics, texts] = await readRubrics()
    return new World(test, directory, rubrics, texts)
  }

  /** Without any weather. */
  get calm(): Database {
    return this.test.db
  }

  /** The connections of one actor, kept between rounds. */
  connection(weather: FaultyDatabase['weather']): FaultyDatabase {
    const { name } = weather.actor
    const known = this.connections.get(name) ?? new FaultyDatabase(this.test.db.address, weather)
    this.connections.set(name, known)
    Object.assign(known.weather, weather)
    return known
  }

  async waitingForLocks(): Promise<number> {
    return (await this.calm.one(raw<{ n: number }>(), 'select count(*)::int4 as n from pg_locks where not granted')).n
  }

  declarations(at: 'first' | 'later'): MeasureDeclaration[] {
    const [first, second] = this.rubrics
    const rubric = at === 'first' ? first : second
    return [...Object.values(rubric.measures).map(({ declaration }) => declaration), ...OTHERS, ...(at === 'first' ? [] : LATER)]
  }

  population(town: string): string {
    return populationOf(TOWNS.findIndex((code) => code === town))
  }

  /** An empty database where the clock has begun, and the first measures are complete. */
  async reset(): Promise<void> {
    const isCut = this.rounds++ % ROUNDS_A_TRUNCATION === 0
    await this.calm.script(isCut ? `truncate ${TABLES.join(', ')} cascade` : TABLES.map((table) => `delete from ${table}`).join(';'))
    await this.calm.script('truncate log_position restart identity')
    await this.calm.run('delete from measure where hash <> all ($1::text[])', [this.declarations('first').map(measureHash)])
    await registerMeasures(this.calm, this.declarations('first'), 0)
    await this.calm.run(`update measure set state = 'complete', since = '{}', done = '{}'`)
    await this.calm.run('insert into clock (instant) values ($1)', [new Date(START)])
    await this.enforce(this.calm, this.rubrics[0])
  }

  /** Makes a rubric the one in force. */
  async enforce(db: Database, { id, hash, version }: Rubric): Promise<void> {
    await db.transaction((tx) => storeRubrics(tx, [{ id, hash, version, body: this.texts.get(hash) ?? '' }], START))
  }

  async close(): Promise<void> {
    await Promise.all([...this.connections.values()].map((db) => db.close()))
    await this.test.close()
  }
}

const populationOf = (at: number): string => String(2 + at)

async function readRubrics(): Promise<[[Rubric, Rubric], Map<string, string>]> {
  const text = (await readFile(fileURLToPath(new URL('../../../services/scoring/src/testing/trial.yaml', import.meta.url)), 'utf8')).replace('{ official: year, also: [quarter, month, to_date] }', '{ official: quarter }')
  const later = text.replace(`version: '1'`, `version: '2'`).replace(`change: '0.1'`, `change: '0.2'`)
    .replace('aggregate: count, from: \'2021-10-01\'', `aggregate: sum, field: minutes, from: '2021-10-01'`)
  if (later === text || !later.includes('field: minutes')) throw new Error('The rubric of the simulator could not be changed: trial.yaml no longer says what it replaces; mend the texts in world.ts.')
  const rubrics = [text, later].map((one) => {
    const read = parseRubric(one, 'trial.yaml')
    if (!('rubric' in read)) throw new Error(`The rubric of the simulator has faults: ${JSON.stringify(read.faults)}`)
    return read.rubric
  })
  const [first, second] = rubrics
  if (!first || !second) throw new Error('The simulator needs two rubrics.')
  return [[first, second], new Map([[first.hash, text], [second.hash, later]])]
}
