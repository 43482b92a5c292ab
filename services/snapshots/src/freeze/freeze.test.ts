import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Database } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { SnapshotFile } from '@tierline/contracts/snapshot/content'
import { canonicalJson } from '@tierline/scoring'
import { frozenCity, TOWNS_2021 } from '../testing/frozen-city.ts'
import type { FrozenCity } from '../testing/frozen-city.ts'
import { BigCity } from '../testing/big-city.ts'
import { unitsOf } from '../file/testing/scored-stand.ts'
import { Snapshots } from '../snapshots.ts'
import { fileText } from './frozen.ts'
import type { FrozenSnapshot } from './frozen.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => { for (const city of open.splice(0)) await city.close() })

async function frozenTowns(): Promise<{ city: FrozenCity; frozen: FrozenSnapshot }> {
  const made = await frozenCity()
  open.push(made.city)
  return made
}

async function wholeFile(frozen: FrozenSnapshot): Promise<string> {
  let text = ''
  for await (const piece of fileText(frozen)) text += piece
  return text
}

describe('a freeze', () => {
  it('holds the rows of the board, why each has its points, and the facts', async () => {
    const { frozen } = await frozenTowns()
    const units = await unitsOf(frozen)
    expect(units.map(({ row }) => [row.unit, row.rank, row.score])).toEqual([['t3', 1, '20.00'], ['t1', 2, '14.00'], ['t2', 3, '11.50']])
    expect(units.map(({ explanation }) => explanation.leaves.length)).toEqual([3, 3, 3])
    expect(frozen.head.board.seq).toBe(1)
    expect(frozen.head.measures.map(({ name }) => name)).toEqual(expect.arrayContaining(['closed', 'on_time', 'overdue', 'verified']))
  })

  it('is hashed over exactly the canonical JSON of its file', async () => {
    const { frozen } = await frozenTowns()
    const file = SnapshotFile.parse(JSON.parse(await wholeFile(frozen)))
    const text = await wholeFile(frozen)
    const content = text.slice(text.indexOf('"content":') + '"content":'.length, -1)
    expect(createHash('sha256').update(content).digest('hex')).toBe(frozen.hash)
    expect(canonicalJson(JSON.parse(content))).toBe(content)
    expect(file).toMatchObject({ hash: frozen.hash, id: frozen.id, state: 'draft' })
  })

  it('verifies', async () => {
    const { city, frozen } = await frozenTowns()
    expect(await city.snapshots.verifier.byId(frozen.id)).toMatchObject({ holds: true, checks: [{ check: 'hash', outcome: 'holds' }, { check: 'chain', outcome: 'skipped' }, { check: 'rubric', outcome: 'holds' }, { check: 'figures', outcome: 'holds' }, { check: 'events', outcome: 'holds' }] })
  })

  it.each([['a second time', {}, 409], ['ahead of the clock', { cutoff: '2021-12-01T00:00:00+08:00' }, 400], ['before the period', { cutoff: '2020-12-01T00:00:00+08:00' }, 400]])('is refused %s', async (_, more, status) => {
    const { city } = await frozenTowns()
    await expect(city.snapshots.freezes.byHand({ key: TOWNS_2021, by: '李四', reason: '再来', ...more })).rejects.toMatchObject({ problem: { status } })
  })

  it('begins anew where another change of snapshots came in between, and is refused only where that froze the same board', async () => {
    const { city } = await frozenTowns()
    await city.snapshots.life.move(1, { to: 'withdrawn', by: '李四', note: '试冻结' })
    const { db } = city.platform
    /** Freezes by hand; in its first transaction, once what it sees is settled, something else is done and committed. */
    const byHand = (meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<number> => {
      let isFirst = true
      const transaction: Database['transaction'] = (work, isolation) => db.transaction(async (tx) => {
        await tx.rows(raw<object>(), 'select from revision')
        if (isFirst) await meanwhile()
        isFirst = false
        return await work(tx)
      }, isolation)
      const interrupted = Object.assign(Object.create(db) as Database, { transaction })
      return new Snapshots(Object.assign(Object.create(city.platform) as Platform, { db: interrupted })).freezes.byHand({ key: TOWNS_2021, by: '李四', reason: '再来' })
    }
    const second = await byHand(() => db.transaction((tx) => raiseRevision(tx, 'snapshot')))
    expect((await city.snapshots.desk.read(second)).state).toBe('draft')
    await city.snapshots.life.move(second, { to: 'withdrawn', by: '李四', note: '再试' })
    await expect(byHand(() => byHand())).rejects.toMatchObject({ problem: { status: 409, code: 'already_frozen' } })
    expect((await city.snapshots.desk.list({})).snapshots.map(({ state }) => state).sort()).toEqual(['draft', 'withdrawn', 'withdrawn'])
  })

  it('takes some hundred units', async () => {
    const city = await BigCity.open(300)
    open.push(city)
    const frozen = await city.freeze()
    let count = 0
    for (const unit of await unitsOf(frozen)) count += unit.explanation.leaves.length
    expect(count).toBe(3_000)
  })
})
