import { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import type { Attribute, AttributeReply, Judgement, JudgementReply, RescoredBoard } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import type { ApiKey } from '@tierline/platform/api-keys'
import type { Clock } from '@tierline/platform/clock'
import type { Database, Transaction } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { StoredUnit } from '@tierline/platform/directory.store'
import { BoardMaker } from '../board/board-maker.ts'
import type { BoardName } from '../board/board-maker.ts'
import { boardsJudged } from '../board/board-periods.ts'
import type { ScoringLoop } from '../loop/scoring-loop.ts'
import { touchAttributed, touchJudged } from '../loop/touched.store.ts'
import type { TouchedBoards } from '../loop/touched.store.ts'
import type { RubricRegistry } from '../rubric/rubric-registry.ts'
import { readAttributeCsv } from './attribute-csv.ts'
import { checkJudgement } from './check-judgement.ts'
import type { CheckedJudgement } from './check-judgement.ts'
import { readEntry, refusal, shown } from './entry-faults.ts'
import { insertAttribute, insertJudgement, readBoardKeys, withdrawableKind } from './entry.store.ts'
import { permitKinds, permitUnit, permitWithdrawal } from './permits.ts'

export interface EntriesParts {
  db: Database
  clock: Clock
  directory: Directory
  registry: RubricRegistry
  loop: Pick<ScoringLoop, 'settled'>
}

/** Most entries of one request. */
const MOST_ENTRIES = 20_000
/** The reply waits this long for the boards to be scored; after that it leaves out those that are not. */
const WAIT_MS = 3_000

/** Enters judgements and attributes: all of a request or none, each recorded, and what they touch scored at once. */
export class Entries {
  constructor(private readonly parts: EntriesParts) {}

  /** `body` is one judgement or a list. */
  async judge(body: unknown, key: ApiKey): Promise<JudgementReply> {
    const checked = this.checkJudgements(entriesOf(body))
    for (const { unit } of checked) permitUnit(key, unit)
    permitKinds(key, checked.map(({ judgement }) => judgement))
    await this.makeBoards(checked)
    const { entered, boards } = await this.parts.db.transaction(async (tx) => await this.storeJudgements(tx, checked, key))
    return { entered, boards: await this.rescored({ boards, units: checked.map(({ unit }) => unit.id) }) }
  }

  /** `body` is one attribute, a list, or the text of a CSV file. */
  async attribute(body: unknown, key: ApiKey): Promise<AttributeReply> {
    const checked = this.checkAttributes(typeof body === 'string' ? readAttributeCsv(body) : entriesOf(body))
    for (const { unit } of checked) permitUnit(key, unit)
    const instant = this.parts.clock.now()
    const units = [...new Set(checked.map(({ unit }) => unit.id))]
    const { entered, boards } = await this.parts.db.transaction(async (tx) => {
      const ids = await Promise.all(checked.map(({ attribute, unit }) => insertAttribute(tx, unit.id, attribute, instant)))
      const done = checked.map(({ attribute, unit }, at): Attribute => ({ ...attribute, unit: unit.code, id: Number(ids[at]), enteredAt: new Date(instant).toISOString() }))
      return { entered: done, boards: await touchAttributed(tx, units) }
    })
    return { entered, boards: await this.rescored({ boards, units }) }
  }

  /** A judgement of a period that has no board yet makes it. */
  private async makeBoards(checked: readonly CheckedJudgement[]): Promise<void> {
    const { db, directory, registry, clock } = this.parts
    const maker = new BoardMaker({ db, directory, rubrics: () => registry.all() })
    const names = checked.flatMap(({ judgement: { period }, unit, rubric }) => rubric.groups
      .filter((group) => directory.group(group)?.units.some(({ id }) => id === unit.id)).map((group) => JSON.stringify({ rubric: rubric.id, group, period })))
    for (const name of new Set(names)) await maker.make(JSON.parse(name) as BoardName, clock.now())
  }

  private async storeJudgements(tx: Transaction, checked: readonly CheckedJudgement[], key: ApiKey): Promise<{ entered: Judgement[]; boards: number[] }> {
    const instant = this.parts.clock.now()
    const entered: Judgement[] = []
    const boards = new Set<number>()
    for (const [at, { judgement, unit, rubric }] of checked.entries()) {
      if (judgement.withdraws !== undefined) {
        const kind = await withdrawableKind(tx, unit.id, judgement)
        if (kind === null) throw refusal([notWithdrawable(checked.length > 1 ? `${at}.` : '', judgement.withdraws)])
        permitWithdrawal(key, { kind, id: judgement.withdraws })
      }
      const id = await insertJudgement(tx, unit.id, judgement, instant)
      entered.push({ ...judgement, unit: unit.code, id: Number(id), enteredAt: new Date(instant).toISOString(), withdrawnBy: null })
      for (const board of await touchJudged(tx, { unit: unit.id, rubric: rubric.id, periods: boardsJudged(judgement.period) })) boards.add(board)
    }
    return { entered, boards: [...boards] }
  }

  private checkJudgements(entries: readonly Sent[]): CheckedJudgement[] {
    const { directory, registry, clock } = this.parts
    const instant = clock.now()
    const rules = { directory, rubric: (id: string, period: string) => registry.inForce(id, period, instant) ?? registry.byId(id), rubricIds: () => [...new Set(registry.all().map(({ id }) => id))], instant }
    return allOrNone(entries.map(({ entry, where }): CheckedJudgement | { faults: Fault[] } => {
      const read = readEntry(NewJudgement, entry, where)
      if (!read.data) return { faults: read.faults }
      const checked = checkJudgement(read.data, rules)
      const faults = [...read.faults, ...('faults' in checked ? checked.faults.map((fault) => ({ ...fault, path: where(fault.path) })) : [])]
      return faults.length > 0 || 'faults' in checked ? { faults } : checked
    }))
  }

  private checkAttributes(entries: readonly Sent[]): CheckedAttribute[] {
    const { directory, registry } = this.parts
    const names = new Set(registry.all().flatMap((rubric) => Object.keys(rubric.attributes ?? {})))
    return allOrNone(entries.map(({ entry, where }): CheckedAttribute | { faults: Fault[] } => {
      const read = readEntry(NewAttribute, entry, where)
      if (!read.data) return { faults: read.faults }
      const unit = directory.unitByCodeOrAlias(read.data.unit)
      const faults: Fault[] = [...read.faults]
      if (!unit) faults.push({ path: where('unit'), found: shown(read.data.unit), expected: 'the code or an alias of a unit', mend: 'See GET /v1/units.' })
      if (!names.has(read.data.name)) faults.push({ path: where('name'), found: shown(read.data.name), expected: `an attribute that a rubric declares (${[...names].join(', ')})`, mend: 'Correct its spelling.' })
      return faults.length > 0 || !unit ? { faults } : { attribute: read.data, unit }
    }))
  }

  private async rescored(touched: TouchedBoards): Promise<RescoredBoard[]> {
    const seqs = await this.parts.loop.settled(touched, WAIT_MS)
    const keys = await readBoardKeys(this.parts.db, [...seqs.keys()])
    return [...seqs].flatMap(([board, seq]) => {
      const key = keys.get(board)
      return key ? [{ key, seq: Number(seq) }] : []
    })
  }
}

interface CheckedAttribute {
  attribute: NewAttribute
  unit: StoredUnit
}

interface Sent {
  entry: unknown
  where: (field: string) => string
}

function entriesOf(body: unknown): Sent[] {
  if (!Array.isArray(body)) return [{ entry: body, where: (field) => field || 'body' }]
  if (body.length === 0 || body.length > MOST_ENTRIES) throw refusal([{ path: 'body', found: `${body.length} entries`, expected: `1 to ${MOST_ENTRIES}`, mend: 'Send them in several requests.' }])
  return body.map((entry: unknown, at) => ({ entry, where: (field) => (field ? `${at}.${field}` : String(at)) }))
}

function allOrNone<T extends object>(checked: readonly (T | { faults: Fault[] })[]): T[] {
  const faults = checked.flatMap((entry) => ('faults' in entry ? entry.faults : []))
  if (faults.length > 0) throw refusal(faults)
  return checked as T[]
}

function notWithdrawable(prefix: string, id: number): Fault {
  return { path: `${prefix}withdraws`, found: String(id), expected: 'a judgement of the same rubric, period, unit and indicator that nobody has withdrawn', mend: 'See GET /v1/judgements.' }
}
