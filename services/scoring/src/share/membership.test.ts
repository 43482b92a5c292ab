import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { raw } from '@tierline/platform/database/database'
import { openLogger } from '@tierline/platform/logger'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { Membership } from './membership.ts'

const EVERY_MS = 200
const BOARDS = Array.from({ length: 60 }, (_, at) => at + 1)

let test: TestDatabase
const opened: Membership[] = []
beforeEach(async () => { test = await openTestDatabase() }, 60_000)
afterEach(async () => {
  for (const member of opened.splice(0)) await member.stop()
  await test.close()
})

/** A member on a pool of its own, as in another process. */
const member = async (rubrics: () => readonly string[] | null = () => []): Promise<Membership> => {
  const one = new Membership({ db: test.again(), logger: openLogger('fatal'), rubrics, everyMs: EVERY_MS })
  opened.push(one)
  await one.start()
  return one
}
const owned = (one: Membership): number[] => BOARDS.filter((board) => one.owns(board))
const rows = async (): Promise<number> => (await test.db.one(raw<{ n: number }>(), 'select count(*)::int4 as n from scorer')).n
/** Every board has exactly one owner. */
const isShared = (members: readonly Membership[]): boolean => {
  const all = members.flatMap(owned).sort((a, b) => a - b)
  return JSON.stringify(all) === JSON.stringify(BOARDS) && members.every((one) => owned(one).length > 0)
}
const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = performance.now() + 30_000; !(await isSo());) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await wait(10)
  }
}

describe('scorers that share the boards', () => {
  it('are one, which owns everything from its first moment', async () => {
    const one = await member()
    expect(owned(one)).toEqual(BOARDS)
    expect(one.isShared()).toBe(false)
  })

  it('come to one owner for each board, and hand over when another comes or leaves in order', async () => {
    const [one, two] = [await member(), await member()]
    await until('two shares', () => isShared([one, two]))
    const three = await member()
    await until('three shares', () => isShared([one, two, three]))
    await three.stop()
    expect(owned(three)).toEqual([])
    await until('two shares again', () => isShared([one, two]))
    expect(await rows()).toBe(2)
  })

  it('take over from one that stops without a word, and take it back when it goes on', async () => {
    const [one, two] = [await member(), await member()]
    await until('two shares', () => isShared([one, two]))
    two.halt()
    await until('all boards to be taken over', () => owned(one).length === BOARDS.length)
    expect(await rows()).toBe(1)
    // It does not trust what it knew, although nobody has told it.
    expect(owned(two)).toEqual([])
    await two.start()
    await until('two shares again', () => isShared([one, two]))
  })

  it('never take each other for dead because they were stopped themselves', async () => {
    const [one, two] = [await member(), await member()]
    await until('two shares', () => isShared([one, two]))
    const mine = owned(one)
    // What SIGSTOP does to a whole process, for twice the time after which a silent one is dead.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8 * EVERY_MS)
    for (let n = 0; n < 20; n++) {
      expect([mine, []]).toContainEqual(owned(one))
      await wait(EVERY_MS / 4)
    }
    await until('the same shares', () => isShared([one, two]))
    expect(owned(one)).toEqual(mine)
  })

  it('leave out one that must not score, until it may', async () => {
    let rubrics: string[] | null = null
    const [one, two] = [await member(), await member(() => rubrics)]
    await wait(3 * EVERY_MS)
    expect([owned(one), owned(two)]).toEqual([BOARDS, []])
    rubrics = ['r']
    await until('two shares', () => isShared([one, two]))
    rubrics = null
    await until('one share', () => isShared([one]))
    expect(owned(two)).toEqual([])
  })

  it('pass over a row that a killed process left', async () => {
    await test.db.run(`insert into scorer (id, beat, rubrics) values ('00000000-0000-4000-8000-000000000000', 7, '{}')`)
    const one = await member()
    expect(owned(one).length).toBeLessThan(BOARDS.length)
    await until('its boards', () => owned(one).length === BOARDS.length)
    expect(await rows()).toBe(1)
  })
})
