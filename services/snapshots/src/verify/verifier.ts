import type { FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import type { Statements } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { unknownSnapshot } from '../freeze/freezes.ts'
import { contentHash, contentText } from '../freeze/frozen.ts'
import { readUnitTexts } from '../freeze/write.store.ts'
import { checkChain } from './chain.ts'
import { broken, brokenBy, holds, skipped, unbroken, verificationOf } from './checks.ts'
import type { Check, Verification } from './checks.ts'
import { checkEvents } from './events.ts'
import { checkRubric, FigureCheck } from './figures.ts'
import { readStored } from './verify.store.ts'
import type { StoredSnapshot } from './verify.store.ts'

/** Checks a stored snapshot: hash, chain, rubric, figures, events; in one snapshot of the database. */
export class Verifier {
  constructor(private readonly platform: Platform) {}

  async byId(id: number): Promise<Verification> {
    return await this.platform.db.transaction(async (tx) => {
      const stored = (await readStored(tx, id)) ?? unknownSnapshot(id)
      const head = headOf(stored)
      if (!head) return verificationOf(id, [broken('hash', '内容已损坏，无法读取', 'the content is damaged beyond reading')])
      const { hash, figures, facts } = await this.read(tx, stored, head)
      const readable = figures !== null
      return verificationOf(id, [
        hashCheck(stored, { hash, head, units: facts.size }), await checkChain(tx, stored, head), unbroken('rubric', () => checkRubric(head)),
        readable ? unbroken('figures', () => figures.outcome()) : broken('figures', '有单位的内容无法读取', 'the content of some units cannot be read'),
        readable ? await checkEvents(tx, this.platform, { head, facts }) : skipped('events', '内容无法读取', 'the content cannot be read'),
      ])
    }, 'repeatable read')
  }

  /** Every unit once, page by page: hashed as text, and its figures taken. */
  private async read(tx: Statements, { id, algorithm, head: headText }: StoredSnapshot, head: SnapshotHead): Promise<{ hash: string; figures: FigureCheck | null; facts: Map<string, StoredFacts> }> {
    const figures = new FigureCheck(head)
    const facts = new Map<string, StoredFacts>()
    const found = { isReadable: true }
    const take = (text: string): void => {
      try {
        const unit = JSON.parse(text) as FrozenUnit
        figures.take(unit)
        facts.set(unit.row.unit, unit.facts as StoredFacts)
      } catch {
        found.isReadable = false
      }
    }
    const hash = await contentHash(algorithm, contentText(headText, taking(readUnitTexts(tx, id), take)))
    return { hash, figures: found.isReadable ? figures : null, facts }
  }
}

async function* taking(units: AsyncIterable<{ text: string }>, take: (text: string) => void): AsyncIterable<{ text: string }> {
  for await (const unit of units) {
    take(unit.text)
    yield unit
  }
}

function headOf({ head }: StoredSnapshot): SnapshotHead | null {
  try {
    return JSON.parse(head) as SnapshotHead
  } catch {
    return null
  }
}

/** The content still has its hash, and the columns beside it say what it says. */
function hashCheck(stored: StoredSnapshot, { hash, head, units }: { hash: string; head: SnapshotHead; units: number }): Check {
  const { algorithm, hash: recorded } = stored
  if (hash !== recorded) return broken('hash', `内容的 ${algorithm} 校验值为 ${hash.slice(0, 16)}…，记录为 ${recorded.slice(0, 16)}…`, `the content hashes to ${hash.slice(0, 16)}… by ${algorithm}, recorded is ${recorded.slice(0, 16)}…`)
  const pairs: [string, unknown, unknown][] = [
    ['rubric', stored.rubric, head.key.rubric], ['group', stored.group_id, head.key.group], ['period', stored.period, head.key.period], ['revision', stored.revision, head.revision],
    ['cutoff', new Date(stored.cutoff).toISOString(), head.cutoff], ['seq', Number(stored.seq), head.board.seq], ['rubricHash', stored.rubric_hash, head.board.rubric.hash],
    ['previous', stored.previous, head.previous?.id ?? null], ['units', stored.units, units],
  ]
  const differing = pairs.filter(([, column, content]) => column !== content)
  if (differing.length > 0) return brokenBy('hash', differing.map(([name, column, content]) => ({ zh: `登记的 ${name} 为 ${String(column)}，内容为 ${String(content)}`, en: `${name} is recorded as ${String(column)}, the content says ${String(content)}` })))
  return holds('hash', `内容的 ${algorithm} 校验值 ${hash} 一致`, `the content hashes to ${hash} by ${algorithm}, as recorded`)
}
