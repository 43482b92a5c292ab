import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiKey } from '@tierline/platform/api-keys'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { openLogger } from '@tierline/platform/logger'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { Registry } from 'prom-client'
import { Entries } from '../entry/entries.ts'
import { ScoringMetrics } from '../loop/scoring-metrics.ts'
import type { ScoringLoop } from '../loop/scoring-loop.ts'
import { moveSeq, readLog, readState } from '../score/score.store.ts'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'
import { Membership } from './membership.ts'

const EVERY_MS = 200
const KEY: ApiKey = { name: 'reviewer', sources: null, types: null, units: null, roles: new Set(['judge']) }

/** A scoring process: its own pool, share and loop, and a signal that no other hears. */
interface Scorer {
  db: Database
  share: Membership
  loop: ScoringLoop
  registry: Registry
  /** Boards that it moved. */
  moved: Set<number>
  /** Ends it as kill −9 does: without a word. */
  kill(): Promise<void>
}

keepTestServer()
let trial: Trial
const running: Scorer[] = []
beforeEach(async () => { trial = await Trial.open() }, 60_000)
afterEach(async () => {
  for (const one of running.splice(0)) await one.kill()
  await trial.close()
})

const scorer = async (): Promise<Scorer> => {
  const [db, signal, registry, moved] = [trial.another(), new InProcessSignal(), new Registry(), new Set<number>()]
  const share = new Membership({ db, logger: openLogger('fatal'), rubrics: () => [], everyMs: EVERY_MS })
  const loop = trial.loop(db, { signal, share, metrics: new ScoringMetrics(registry) })
  signal.subscribe('board', (board) => moved.add(Number(board)))
  const kill = async (): Promise<void> => {
    share.halt()
    await loop.stop()
  }
  await share.start()
  loop.start()
  const one = { db, share, loop, registry, moved, kill }
  running.push(one)
  return one
}
const verified = (id: string, unit: string, count: number, time = '2021-11-10T09:30:00+08:00') => trialEvent(id, unit, { type: 'code.verified', time, data: { count, checkpoint: `${unit}-gate` } })
const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = performance.now() + 40_000; !(await isSo());) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await wait(20)
  }
}
const boards = async (): Promise<{ id: number; period: string; seq: bigint }[]> => await trial.db.rows(raw<{ id: number; period: string; seq: bigint }>(), 'select id, period, seq from board order by id')
const isNoneWaiting = async (): Promise<boolean> => (await trial.db.one(raw<{ n: number }>(), 'select (select count(*) from touched)::int4 + (select count(*) from board_touched)::int4 as n')).n === 0
/** Every board is as a recomputation from the raw list makes it. */
const allRight = async (): Promise<boolean> => {
  for (const { period } of await boards()) if (JSON.stringify(await trial.rows(period)) !== JSON.stringify(trial.expectedRows(period))) return false
  return (await boards()).length > 0
}
const isSettled = async (scorers: readonly Scorer[]): Promise<boolean> => {
  const owners = (await boards()).map(({ id }) => scorers.filter(({ share }) => share.owns(id)).length)
  return owners.length > 0 && owners.every((count) => count === 1) && (await isNoneWaiting()) && (await allRight())
}
/** Events in six months of a year, so that there are a dozen boards. */
const aYear = async (round: string): Promise<void> => {
  for (const [at, month] of ['02', '04', '06', '08', '10', '11'].entries()) await trial.count(verified(`${round}${month}`, `t${(at % 4) + 1}`, at + 2, `2021-${month}-05T09:00:00+08:00`))
}
const gapless = async (): Promise<boolean> => (await trial.db.one(raw<{ ok: boolean }>(),
  `select bool_and(n = seq) as ok from (select b.seq, (select count(*) from board_history h where h.board = b.id) as n from board b) as counted`)).ok

describe('two scorers on one database, without signals between them', () => {
  it('score each board once, by the one that it belongs to, and every figure is right', async () => {
    const [one, two] = [await scorer(), await scorer()]
    await until('both to know each other', () => one.share.isShared() && two.share.isShared())
    await aYear('a')
    await until('all boards to be right', () => isSettled([one, two]))
    for (const { moved } of [one, two]) moved.clear()
    await aYear('b')
    await until('all boards to be right again', () => isSettled([one, two]))
    const all = (await boards()).map(({ id }) => id)
    // The hints of the last ones may be on their way.
    await until('a hint of each board', () => one.moved.size + two.moved.size === all.length)
    for (const { share, moved } of [one, two]) expect([...moved].sort((a, b) => a - b)).toEqual(all.filter((board) => share.owns(board)))
    expect([one.moved.size, two.moved.size].every((size) => size > 0)).toBe(true)
    expect(await gapless()).toBe(true)
  }, 120_000)

  it('take over when one is killed, and the boards of a third that comes are handed over', async () => {
    const [one, two] = [await scorer(), await scorer()]
    await aYear('a')
    await until('all boards to be right', () => isSettled([one, two]))
    await two.kill()
    await aYear('b')
    await until('the other to have taken over', () => isSettled([one]))
    expect(await one.registry.getSingleMetricAsString('tierline_scoring_takeovers_total')).toMatch(/_total [1-9]/)
    const three = await scorer()
    await aYear('c')
    await until('both to share', async () => three.share.isShared() && await isSettled([one, three]))
    await until('the gauges', async () => (await Promise.all([one, three].map(({ registry }) => registry.getSingleMetricAsString('tierline_scoring_boards_owned')))).every((text) => / [1-9]/.test(text)))
    expect(await gapless()).toBe(true)
  }, 120_000)

  it('answer an entry with the new seqs of boards that the other one scores', async () => {
    const [one, two] = [await scorer(), await scorer()]
    await aYear('a')
    await until('all boards to be right', () => isSettled([one, two]))
    const before = new Map((await boards()).map(({ period, seq }) => [period, Number(seq)]))
    const entries = new Entries({ db: one.db, clock: trial.clock, directory: trial.directory, registry: trial.registry, loop: one.loop })
    const reply = await entries.attribute({ unit: 't1', name: 'population', value: '200', effective: '2021-01-01', citation: '年鉴', by: '李统' }, KEY)
    expect(reply.boards.map(({ key: { period } }) => period).sort()).toEqual([...before.keys()].sort())
    const own = new Set((await boards()).filter(({ id }) => one.share.owns(id)).map(({ period }) => period))
    expect(own.size).toBeLessThan(before.size)
    expect((await trial.db.one(raw<{ n: number }>(), 'select count(*)::int4 as n from board_touched')).n).toBe(0)
  }, 120_000)
})

describe('a scorer that was stopped and goes on', () => {
  it('writes nothing over a newer seq, whatever it remembers', async () => {
    await trial.count(verified('a', 't1', 5), verified('b', 't2', 3))
    const [zombie, owner] = [trial.loop(trial.another()), trial.loop(trial.another())]
    await zombie.pass()
    await owner.pass()
    for (let n = 0; n < 3; n++) {
      await trial.count(verified(`n${n}`, 't3', 4))
      await wait(260)
      await owner.pass()
    }
    await trial.count(verified('z', 't4', 50))
    // It believes every board is still its own, at the seq that it remembers.
    await zombie.pass()
    await owner.pass()
    expect(await allRight()).toBe(true)
    expect(await gapless()).toBe(true)
  }, 60_000)

  it('in the middle of a transaction fails at the fence', async () => {
    await trial.count(verified('a', 't1', 5))
    const owner = trial.loop()
    await owner.pass()
    const { id, seq } = (await boards())[0] ?? { id: 0, seq: 0n }
    const zombie = trial.another().transaction(async (tx) => {
      const state = await readState(tx, id)
      const log = await readLog(tx)
      await trial.count(verified('b', 't1', 7))
      await wait(260)
      await owner.pass()
      return await moveSeq(tx, {
        board: id, base: state.seq, instant: trial.clock.now(), hash: 'of the zombie', head: {} as never, months: { from: '2021-01-01', until: '2022-01-01' }, log, lastEvent: null, provisional: false, summaries: [],
      })
    }, 'repeatable read')
    await expect(zombie).rejects.toMatchObject({ code: '40001' })
    expect((await boards()).find((board) => board.id === id)?.seq).toBe(seq + 1n)
    expect(await allRight()).toBe(true)
  }, 60_000)

  it('takes no unit with the values of before its change, when the unit waited already', async () => {
    await trial.count(verified('a', 't1', 5))
    const loop = trial.loop()
    await loop.pass()
    const [board] = await boards()
    await trial.db.run('insert into board_touched (board, unit) select $1, id from unit where code = $2', [board?.id, 't1'])
    const late = trial.another().transaction(async (tx) => {
      // The snapshot of a scorer, before the judgement is there.
      await readState(tx, board?.id ?? 0)
      await trial.count(verified('b', 't1', 9))
      await trial.loop(trial.another(), { share: { id: 'x', owns: () => false, isShared: () => true, onChange: () => () => undefined } }).pass()
      return await tx.run('delete from board_touched where board = $1', [board?.id])
    }, 'repeatable read')
    await expect(late).rejects.toMatchObject({ code: '40001' })
    await wait(260)
    await loop.pass()
    expect(await allRight()).toBe(true)
  }, 60_000)
})
