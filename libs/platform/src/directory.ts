import type { Bilingual } from '@tierline/contracts/text'
import type { ListedUnit } from '@tierline/contracts/unit'
import type { Database } from './database/database.ts'
import { readDirectory } from './directory.store.ts'
import type { StoredUnit } from './directory.store.ts'
import type { Signal } from './signal/signal.ts'

/** A group with its members in official order. */
export interface StoredGroup {
  id: string
  title: Bilingual
  note: Bilingual | null
  demo: boolean
  units: StoredUnit[]
}

interface Reading {
  byId: Map<number, StoredUnit>
  byCode: Map<string, StoredUnit>
  byAlias: Map<string, StoredUnit>
  groups: Map<string, StoredGroup>
  aliases: Map<number, string[]>
}

const EMPTY: Reading = { byId: new Map(), byCode: new Map(), byAlias: new Map(), groups: new Map(), aliases: new Map() }

/** The next try after one that failed, as while the database is away. */
const AGAIN_MS = 1_000

/** Units, aliases and groups in memory, read from the database again whenever one changes. */
export class Directory {
  private reading = EMPTY
  private last: Promise<void> = Promise.resolve()
  private readonly listeners = new Set<() => void>()

  constructor(private readonly db: Database, signal: Signal) {
    signal.subscribe('directory', () => void this.reloadUntilDone())
  }

  /** Calls the listener after every reading; returns what ends that. */
  onReload(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** One reading after the other, so that an older one never replaces a newer. */
  async reload(): Promise<void> {
    const reading = this.last.then(() => this.read())
    this.last = reading.catch(() => undefined)
    await reading
  }

  /** A code first; an alias may be ambiguous to people, never to us: the first that was recorded stands. */
  unitByCodeOrAlias(text: string): StoredUnit | undefined {
    return this.reading.byCode.get(text) ?? this.reading.byAlias.get(text)
  }

  unitById(id: number): StoredUnit | undefined {
    return this.reading.byId.get(id)
  }

  unitByCode(code: string): StoredUnit | undefined {
    return this.reading.byCode.get(code)
  }

  group(id: string): StoredGroup | undefined {
    return this.reading.groups.get(id)
  }

  groups(): StoredGroup[] {
    return [...this.reading.groups.values()]
  }

  /** Every unit as the API lists it. */
  list(): ListedUnit[] {
    return [...this.reading.byId.values()].map((unit, index) => ({
      code: unit.code, name: unit.name, nameEn: unit.name_en, short: unit.short, initials: unit.initials, pinyin: unit.pinyin,
      aliases: this.reading.aliases.get(unit.id) ?? [],
      groups: this.groups().filter((group) => group.units.some((member) => member.id === unit.id)).map((group) => group.id),
      order: index + 1,
    }))
  }

  private async reloadUntilDone(): Promise<void> {
    await this.reload().catch(() => void setTimeout(() => void this.reloadUntilDone(), AGAIN_MS).unref())
  }

  private async read(): Promise<void> {
    const { units, aliases, groups, members } = await readDirectory(this.db)
    const byId = new Map(units.map((unit) => [unit.id, unit]))
    const byCode = new Map(units.map((unit) => [unit.code, unit]))
    const next: Reading = { byId, byCode, byAlias: new Map(), groups: new Map(), aliases: new Map() }
    for (const { alias, unit } of aliases) {
      const named = byId.get(unit)
      if (named) next.byAlias.set(alias, named)
      next.aliases.set(unit, [...(next.aliases.get(unit) ?? []), alias])
    }
    for (const group of groups) {
      const inGroup = members.filter((member) => member.group_id === group.id)
      next.groups.set(group.id, { ...group, units: inGroup.flatMap((member) => byId.get(member.unit) ?? []) })
    }
    this.reading = next
    for (const listener of this.listeners) listener()
  }
}
