import type { BoardKey } from '@tierline/contracts/board'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { BulletinWords, SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import type { BoardAtCutoff } from '@tierline/boards/past/at-cutoff'
import type { Transaction } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { canonicalJson, sha256 } from '@tierline/scoring'
import { frozenAdjustments } from './adjustments.ts'
import { comparedWith } from './compared.ts'
import type { HashAlgorithm } from './frozen.ts'
import { contentHash, contentText } from './frozen.ts'
import type { FrozenContent, UnitTexts } from './unit-texts.ts'
import { frozenRow, unitText, unitTexts } from './unit-texts.ts'
import { addStep, citeSeq, insertSnapshot, insertUnits, setContent } from './write.store.ts'

/** One freeze: what was read at the cut-off, and under which number it is kept. Instants are epoch ms of the stored clock. */
export interface FreezeOrder {
  key: BoardKey
  at: BoardAtCutoff
  cutoff: number
  now: number
  revision: number
  revises: number | null
  plan: Pick<SnapshotPlanBody, 'id' | 'algorithm' | 'bulletin' | 'steps'> | null
  by: string
  note: string
}

/** Units that are written at once. */
const PAGE = 50

/** Writes a frozen board in the caller's transaction: all of it or nothing. */
export class Freezer {
  private calendar: string | null = null

  constructor(private readonly platform: Platform, private readonly rubricText: (id: string, hash: string) => Promise<string>) {}

  /** Returns the number of the new draft. */
  async freeze(tx: Transaction, order: FreezeOrder): Promise<number> {
    const { key, at, cutoff, now, revision, revises, plan } = order
    const content: FrozenContent = { head: await this.headOf(tx, order), view: at.view, rows: at.board.rows.map(frozenRow), facts: at.facts }
    const algorithm = plan?.algorithm ?? 'sha256'
    const id = await insertSnapshot(tx, {
      plan: plan?.id ?? null, key, revision, revises, cutoff, frozenAt: now, board: at.record.id, seq: at.record.seq, rubricHash: at.record.rubric_hash, algorithm,
      head: '', label: { title: at.board.title, groupTitle: at.board.group.title }, demo: at.board.demo || at.board.group.demo, steps: plan?.steps ?? {},
    })
    await writeContent(tx, { id, algorithm, content })
    await citeSeq(tx, at.record.id, at.record.seq)
    await addStep(tx, id, { at: now, state: 'draft', by: order.by, note: order.note })
    return id
  }

  private async headOf(tx: Transaction, { key, at, cutoff, revision, plan }: FreezeOrder): Promise<SnapshotHead> {
    const { rows, ...board } = at.board
    const names = new Map(rows.map(({ unit, name }) => [unit, name]))
    return {
      adjustments: frozenAdjustments(at.view, { nameOf: (unit) => names.get(unit) ?? unit, objections: new Map() }),
      board, bulletin: plan?.bulletin ?? this.plainWords(), calendar: this.calendarHash(),
      compared: await comparedWith(tx, key), cutoff: new Date(cutoff).toISOString(), format: 'tierline.snapshot/1', key,
      measures: at.view.plan.readings.map(({ name, hash, from, until }) => ({ name, hash, from: new Date(from).toISOString(), until: new Date(until).toISOString() })),
      named: this.namedIn(at, rows.map(frozenRow)),
      previous: null, revision, rubricText: await this.rubricText(key.rubric, at.record.rubric_hash),
    }
  }

  /** Aliases by which the rubric calls units of the board: whatever a text of the rubric resolves to. */
  private namedIn({ view }: BoardAtCutoff, rows: readonly FrozenRow[]): Record<string, string> {
    const codes = new Set(rows.map(({ unit }) => unit))
    const named: Record<string, string> = {}
    for (const text of textsOf(view.plan.rubric.indicators)) {
      const code = this.platform.directory.unitByCodeOrAlias(text)?.code
      if (code !== undefined && code !== text && codes.has(code)) named[text] = code
    }
    return named
  }

  private plainWords(): BulletinWords {
    return { addressees: '各有关单位', issuer: this.platform.config.bureau }
  }

  private calendarHash(): string {
    this.calendar ??= sha256(canonicalJson(this.platform.rules.calendars.map(({ text }) => text)))
    return this.calendar
  }
}

/** Writes head and units and closes them with their hash, page by page; returns the hash. */
export async function writeContent(tx: Transaction, { id, algorithm, content }: { id: number; algorithm: HashAlgorithm; content: FrozenContent }): Promise<string> {
  const head = canonicalJson(content.head)
  const written = { count: 0 }
  const hash = await contentHash(algorithm, contentText(head, keeping(tx, { id, written, units: unitTexts(content) })))
  await setContent(tx, id, { head, hash, units: written.count })
  return hash
}

/** Passes units on as they are hashed, and keeps them in pages on the way. */
async function* keeping(tx: Transaction, { id, written, units }: { id: number; written: { count: number }; units: Iterable<UnitTexts> }): AsyncIterable<{ text: string }> {
  let page: UnitTexts[] = []
  const flush = async (): Promise<void> => {
    await insertUnits(tx, id, { from: written.count + 1, units: page })
    written.count += page.length
    page = []
  }
  for (const unit of units) {
    page.push(unit)
    yield { text: unitText(unit) }
    if (page.length === PAGE) await flush()
  }
  if (page.length > 0) await flush()
}

/** Every text anywhere in a piece of the rubric. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part !== 'object' || part === null) return []
  return Object.values(part).flatMap(textsOf)
}
