import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { NamedText, RulesFolder } from '@tierline/platform/folder/rules-folder'
import type { Logger } from '@tierline/platform/logger'
import { holdRevision, raiseRevision } from '@tierline/platform/signal/revision.store'
import type { Signal } from '@tierline/platform/signal/signal'
import { isDraft, readCalendars, versionInForce, versionToday } from '@tierline/scoring'
import type { DutyDeclaration, MeasureDeclaration, Rubric, RubricContext } from '@tierline/scoring'
import { Succession } from './succession.ts'
import { parseRubrics, readStored } from './parse-rubrics.ts'
import { readActive, storeRubrics } from './rubric.store.ts'
import type { RubricText } from './rubric.store.ts'

/** A duty of a rubric with the groups that owe it where it names nobody. */
export interface RubricDuty {
  duty: DutyDeclaration
  groups: readonly string[]
}

/** What the registry needs from the process it is in. */
export interface RegistryParts {
  db: Database
  clock: Clock
  signal: Signal
  logger: Logger
  /** Event types, working days and units that our rubrics may name; they are not held against them where a test gives none. */
  rules?: Pick<RulesFolder, 'catalogue' | 'calendars'>
  directory?: Directory
  /** How long nobody may have the rubrics in force before others replace them; a minute where a test does not choose. */
  orphanMs?: number
}

/**
 * The rubrics that stand together, the same in every process: those that are active in the database, where the newest process put them.
 * A process brings those of its rules folder; whether they take the place of what stands, `Succession` says. Of one rubric several versions
 * may stand, each with its days; drafts stand beside them and score nothing.
 */
export class RubricRegistry {
  private rubrics: readonly Rubric[] = []
  private own: readonly RubricText[] = []
  private ownByHash = new Map<string, Rubric>()
  private isReadable = true
  private readonly succession: Succession
  private readonly listeners = new Set<() => void>()

  constructor(private readonly parts: RegistryParts) {
    this.succession = new Succession(parts)
  }

  /** Brings these texts, and takes what is in force then. A fault in one refuses all, and the error names every fault of every file. */
  async load(texts: readonly NamedText[]): Promise<void> {
    const rubrics = parseRubrics(texts, contextOf(this.parts))
    const bodies = new Map(texts.map(({ name, text }) => [name, text]))
    this.own = rubrics.map(({ id, hash, version, fileName }) => ({ id, hash, version, body: bodies.get(fileName) ?? '' }))
    this.ownByHash = new Map(rubrics.map((rubric) => [rubric.hash, rubric]))
    if (await this.succession.mayBring(this.own)) await this.bring()
    await this.adopt()
  }

  /** Reads from the database which are in force; those that an older process cannot read put it out of action, and it says so. */
  async adopt(): Promise<void> {
    const active = await readActive(this.parts.db)
    try {
      const foreign = readStored(active.filter(({ hash }) => !this.ownByHash.has(hash)).map(({ id, hash, body }) => ({ name: `${id} (stored, ${hash.slice(0, 8)})`, text: body })))
      this.rubrics = active.flatMap(({ hash }) => this.ownByHash.get(hash) ?? foreign.find((rubric) => rubric.hash === hash) ?? [])
      this.isReadable = true
    } catch (error) {
      this.isReadable = false
      this.parts.logger.error({ err: error }, 'the rubrics in force cannot be read by this version, which scores nothing until they can; bring this process to the version of those that loaded them')
    }
    for (const listener of this.listeners) listener()
  }

  /** To be called now and then: brings our rubrics after all where nobody is left who has those in force. */
  async reconsider(): Promise<void> {
    if (!(await this.succession.isOrphaned(this.own))) return
    await this.bring()
    await this.adopt()
  }

  /** Calls the listener after every reading of what is in force. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Hashes of the rubrics that this process brings, sorted; null while it must not score. */
  held(): readonly string[] | null {
    return this.isReadable ? this.own.map(({ hash }) => hash).sort() : null
  }

  /** Every version that is in force on some day. */
  all(): readonly Rubric[] {
    return this.rubrics.filter((rubric) => !isDraft(rubric))
  }

  /** The same with the drafts. */
  withDrafts(): readonly Rubric[] {
    return this.rubrics
  }

  /** The version in force today. */
  byId(id: string): Rubric | undefined {
    return versionToday(this.rubrics, id, this.parts.clock.now())
  }

  /** The version by which a period is scored at an instant. */
  inForce(id: string, period: string, instant: number): Rubric | undefined {
    return versionInForce(this.rubrics, { id, period }, instant)
  }

  /** Every measure that a version declares; those that several share come once for each. */
  measures(): MeasureDeclaration[] {
    return this.all().flatMap((rubric) => Object.values(rubric.measures).map(({ declaration }) => declaration))
  }

  duties(): RubricDuty[] {
    return this.all().flatMap((rubric) => rubric.duties.map((duty) => ({ duty, groups: rubric.groups })))
  }

  private async bring(): Promise<void> {
    const { db, clock, signal } = this.parts
    const revision = await db.transaction(async (tx) => {
      await holdRevision(tx, 'rubric')
      const isSame = hashesOf(await readActive(tx)) === hashesOf(this.own)
      await storeRubrics(tx, this.own, clock.now())
      return isSame ? null : await raiseRevision(tx, 'rubric')
    })
    if (revision !== null) signal.publish('rubric', revision)
  }
}

const hashesOf = (texts: readonly RubricText[]): string => texts.map(({ hash }) => hash).sort().join()

function contextOf({ rules, directory }: RegistryParts): RubricContext | null {
  if (!rules || !directory) return null
  const groups = directory.groups().map(({ id, units }) => ({ id, units: units.map(({ code }) => code) }))
  return { catalogue: rules.catalogue, units: { units: directory.list(), groups }, mayGrow: true, calendar: readCalendars(rules.calendars) }
}
