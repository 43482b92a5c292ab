import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { KnownBoards } from '@tierline/boards/past/known-boards'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { BoardRow } from '@tierline/contracts/board'
import { raw } from '@tierline/platform/database/database'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { WatchedCity } from './testing/watched-city.ts'
import { WatchLoop } from './watch-loop.ts'

let watched: WatchedCity
beforeEach(async () => { watched = await WatchedCity.open() }, 60_000)
afterEach(async () => await watched.close())

/** t2 overtakes t1, which falls from 20 to 14; then t1 overtakes again. */
const fall = async (at: string, count = 50): Promise<void> => {
  await watched.verify('t2', count, at)
  await watched.score(at)
}
const rise = async (at: string): Promise<void> => {
  await watched.verify('t1', 100, at)
  await watched.score(at)
}
const rowAt = async (unit: string, at: string): Promise<BoardRow | undefined> => {
  const { id } = await watched.db.one(raw<{ id: number }>(), `select id from board where period = '2021'`)
  return (await new KnownBoards(watched.city.platform, new StoredRubrics(watched.db)).read(id, Date.parse(at)))?.rows.find((row) => row.unit === unit)
}

const loopOn = (db: Database): WatchLoop => new WatchLoop(Object.assign({}, watched.city.platform, { db }), new StoredRubrics(watched.db))

describe('a tier drop', () => {
  it('fires once, with the facts of the board at that seq, and recovers once', async () => {
    await watched.put({ escalation: [{ afterMinutes: 30, channels: ['duty'] }] })
    expect(await watched.loop.pass()).toBe(1)
    expect(await watched.states()).toEqual({ t1: 'normal', t2: 'normal', t3: 'normal' })
    await fall('2021-11-02T09:00:00+08:00')
    await watched.loop.pass()
    const [alert] = await watched.alerts()
    const row = await rowAt('t1', '2021-11-02T09:00:00+08:00')
    expect(alert).toMatchObject({ unit: 't1', state: 'alerting', ended: null, seq: 2n, fired_at: Date.parse('2021-11-02T09:00:00+08:00'), escalates_at: Date.parse('2021-11-02T09:30:00+08:00') })
    expect(alert?.facts).toMatchObject({
      seq: 2, asOf: '2021-11-02T01:00:00.000Z', score: '14.00', low: '14.00', high: '14.00', rank: 2, previousRank: 1, tier: 'rest', oldTier: 'best', oldTierTitle: { zh: '优秀' },
      line: { value: '15.00', title: { zh: '优秀' }, declared: null }, since: { seq: 1, asOf: '2021-11-01T00:00:00.000Z' },
      reasons: [{ indicator: 'place', change: '-6.00', because: 'others' }],
    })
    expect([alert?.facts.score, alert?.facts.rank, alert?.facts.previousRank, alert?.facts.tier]).toEqual([row?.score, row?.rank, row?.previousRank, row?.tier])
    expect(alert?.facts.text.zh).toMatch(/^t1镇：总分 14.00，跌破“优秀”线 15.00；主要原因：2 核验名次 10.00 → 4.00（−6.00）/)
    await rise('2021-11-02T10:00:00+08:00')
    await watched.loop.pass()
    // t2 stood above the line meanwhile, so its fall is an alert of its own.
    expect(await watched.steps()).toEqual(['t1 fired', 't2 fired', 't1 recovered'])
    expect((await watched.alerts())[0]).toMatchObject({ state: 'normal', ended: 'recovered', ended_at: Date.parse('2021-11-02T10:00:00+08:00'), escalates_at: null })
    expect(await watched.notices()).toEqual(['t1 fired', 't2 fired', 't1 recovered'])
    expect(await watched.db.rows(raw(), 'select seq from cited_seq order by seq')).toEqual([{ seq: 1n }, { seq: 2n }, { seq: 3n }])
    expect(await watched.loop.pass()).toBe(0)
  })

  it('does not fire while the range of the score still holds the old tier', async () => {
    await watched.put()
    await watched.loop.pass()
    const range = async (low: string, high: string, at: string): Promise<void> => {
      await fall(at)
      for (const table of ['score', 'score_history']) {
        await watched.db.run(`update ${table} set row = row || jsonb_build_object('low', $1::text, 'high', $2::text, 'tier', null) where unit = (select id from unit where code = 't1') and ($3 = 'score' or (row ->> 'score')::numeric < 15)`, [low, high, table])
      }
      await watched.loop.pass()
    }
    await range('10.00', '15.00', '2021-11-02T09:00:00+08:00')
    expect([await watched.states(), await watched.steps()]).toEqual([{ t1: 'normal', t2: 'normal', t3: 'normal' }, []])
    await watched.verify('t1', 1, '2021-11-02T09:30:00+08:00')
    await watched.score('2021-11-02T09:30:00+08:00')
    await watched.loop.pass()
    // Certain now, and compared with the seq at which it certainly stood above the line.
    expect((await watched.alerts()).map(({ facts }) => [facts.high, facts.since?.seq])).toEqual([['14.00', 1]])
  })

})

describe('a score around its line', () => {
  it('swings with one firing and one recovery, where a recovery line is given', async () => {
    await watched.put({ condition: { kind: 'tier_drop', line: { declared: { score: '17', title: { zh: '保底', en: 'Floor' }, by: '李四', on: '2021-10-01', basis: '局务会' } }, recovery: '19' } })
    await watched.loop.pass()
    const ticket = (key: string, type: string, time: string): Promise<void> => watched.city.arrive('t1', type, { time, data: { ticket: key, ...(type === 'ticket.opened' ? { due: '2021-11-02T09:00:00+08:00' } : {}) } })
    for (const key of ['a', 'b']) await ticket(key, 'ticket.opened', '2021-11-02T08:00:00+08:00')
    for (const hour of [10, 11, 12, 13]) {
      const key = `s${hour}`
      await watched.score(`2021-11-02T${hour}:10:00+08:00`)
      await ticket(key, 'ticket.opened', '2021-11-02T08:00:00+08:00')
      await watched.score(`2021-11-02T${hour}:20:00+08:00`)
      await watched.loop.pass()
      await ticket(key, 'ticket.closed', '2021-11-02T08:30:00+08:00')
      if (hour === 10) await ticket('a', 'ticket.closed', '2021-11-02T08:30:00+08:00')
      await watched.score(`2021-11-02T${hour}:30:00+08:00`)
      await watched.loop.pass()
    }
    const scores = await watched.db.rows(raw<{ score: string }>(), `select row ->> 'score' as score from score_history h join unit u on u.id = h.unit where u.code = 't1' order by seq`)
    expect(new Set(scores.map(({ score }) => score))).toEqual(new Set(['20.00', '16.00', '15.00', '18.00']))
    expect(await watched.steps()).toEqual(['t1 fired'])
    await ticket('b', 'ticket.closed', '2021-11-02T08:30:00+08:00')
    await watched.score('2021-11-02T15:00:00+08:00')
    await watched.loop.pass()
    expect(await watched.steps()).toEqual(['t1 fired', 't1 recovered'])
    expect((await watched.alerts())[0]?.facts.line).toEqual({ value: '17', title: { zh: '保底', en: 'Floor' }, declared: { by: '李四', on: '2021-10-01', basis: '局务会' } })
  })

})

describe('the time that a breach lasts', () => {
  it('holds by the stored clock, and keeps firing by it', async () => {
    await watched.put({ holdMinutes: 30, keepFiringMinutes: 60 })
    await watched.loop.pass()
    await fall('2021-11-02T09:00:00+08:00')
    await watched.loop.pass()
    expect(await watched.states()).toMatchObject({ t1: 'pending' })
    await watched.clock('2021-11-02T09:29:59+08:00')
    await watched.loop.pass()
    expect(await watched.alerts()).toEqual([])
    await watched.clock('2021-11-02T11:00:00+08:00')
    await watched.loop.pass()
    expect((await watched.alerts()).map(({ unit, fired_at, seq }) => [unit, fired_at, seq])).toEqual([['t1', Date.parse('2021-11-02T09:30:00+08:00'), 2n]])
    await rise('2021-11-02T12:00:00+08:00')
    await watched.loop.pass()
    expect(await watched.states()).toMatchObject({ t1: 'recovering', t2: 'pending' })
    await watched.clock('2021-11-02T14:00:00+08:00')
    await watched.loop.pass()
    expect((await watched.alerts())[0]).toMatchObject({ ended: 'recovered', ended_at: Date.parse('2021-11-02T13:00:00+08:00') })
  })

  it('misses nothing between two seqs while nobody looks', async () => {
    await watched.put()
    await watched.loop.pass()
    await fall('2021-11-02T09:00:00+08:00')
    await rise('2021-11-02T10:00:00+08:00')
    await watched.loop.pass()
    expect(await watched.steps()).toEqual(['t1 fired', 't2 fired', 't1 recovered'])
  })
})

describe('many units', () => {
  it('gives an alert and a notice to each of 200 that cross in one seq, all in one transaction', async () => {
    await watched.cloneFirst(199)
    await watched.put()
    await watched.loop.pass()
    await fall('2021-11-02T09:00:00+08:00')
    await watched.db.run(`update score_history c set row = h.row from score_history h join unit t on t.id = h.unit and t.code = 't1', unit u where u.code like 'c%' and c.unit = u.id and h.seq = 2 and c.seq = 2`)
    await watched.loop.pass()
    const counts = await watched.db.one(raw<{ alerts: bigint; steps: bigint; notices: bigint; writers: bigint; rows: bigint }>(),
      `select (select count(*) from alert) as alerts, (select count(*) from alert_step) as steps, (select count(*) from notice) as notices,
         (select count(distinct x) from (select xmin::text as x from alert union select xmin::text from alert_step union select xmin::text from notice union select xmin::text from watch_stand) as w) as writers,
         (select count(*) from watch_instance where state = 'alerting') as rows`)
    expect(counts).toEqual({ alerts: 200n, steps: 200n, notices: 200n, writers: 1n, rows: 200n })
  }, 120_000)

  it('are not read for a seq at which one of them changed, however many watches look', async () => {
    await watched.cloneFirst(300)
    for (const id of ['a', 'b', 'c', 'd', 'e']) await watched.put({ id })
    await watched.loop.pass()
    // The scoring of the test knows three towns only; one of them changes, the others stay as they are.
    await watched.db.run(`insert into board_history select board_history.board, 2, '2021-11-02T00:00:00Z', rubric_hash, position, provisional, summaries, last_event, last_arrived from board_history where seq = 1`)
    await watched.db.run(`insert into score_history select board, unit, 2, '2021-11-02T00:00:00Z', row || '{"low": "14.00", "high": "14.00", "score": "14.00", "tier": "rest"}' from score_history where unit = (select id from unit where code = 't1')`)
    await watched.db.run(`update board set seq = 2, as_of = '2021-11-02T00:00:00Z'`)
    await watched.clock('2021-11-02T08:00:00+08:00')
    let rows = 0
    const counting = Object.create(watched.db) as Database
    counting.transaction = (work, isolation) => watched.db.transaction((tx) => work({
      ...tx, rows: async (schema, sql, values) => {
        const found = await tx.rows(schema, sql, values)
        if (!sql.includes('facts')) rows += found.length
        return found
      },
    }), isolation)
    const loop = loopOn(counting)
    expect(await loop.pass()).toBe(5)
    expect((await watched.alerts()).map(({ unit }) => unit)).toEqual(['t1', 't1', 't1', 't1', 't1'])
    expect(rows).toBeLessThan(60)
  }, 120_000)
})

/** The database of a process that dies right before its nth statement. */
function dyingAt(db: Database, statement: number): { db: Database; counted: () => number } {
  let n = 0
  const die = (): void => {
    if (++n === statement) throw new Error('killed')
  }
  const dying = Object.create(db) as Database
  dying.transaction = (work, isolation) => db.transaction((tx) => {
    const mortal: Transaction = {
      rows: async (...given) => (die(), await tx.rows(...given)), one: async (...given) => (die(), await tx.one(...given)),
      maybe: async (...given) => (die(), await tx.maybe(...given)), run: async (...given) => (die(), await tx.run(...given)),
    }
    return work(mortal)
  }, isolation)
  return { db: dying, counted: () => n }
}

describe('a story of many seqs', () => {
  it('comes to the same whether it was looked at after each, or all at once much later', async () => {
    const timing = { holdMinutes: 20, keepFiringMinutes: 10 }
    await watched.put({ id: 'each', ...timing })
    await watched.loop.pass()
    const lead = { t1: 5, t2: 3 }
    for (let n = 0; n < 40; n++) {
      const at = new Date(Date.parse('2021-11-02T08:00:00+08:00') + n * 7 * 60_000).toISOString()
      const unit = (Math.floor(n / 4) + (n % 9 === 0 ? 1 : 0)) % 2 === 0 ? 't2' : 't1'
      const other = unit === 't1' ? 't2' : 't1'
      const count = Math.max(0, lead[other] - lead[unit]) + 1
      lead[unit] += count
      await watched.verify(unit, count, at)
      await watched.score(at)
      await watched.loop.pass()
    }
    await watched.put({ id: 'once', ...timing })
    await watched.db.run(`update watch set entered_at = '2021-11-01T08:00:00+08:00' where id = 'once'`)
    await watched.loop.pass()
    const told = async (watch: string) => (await watched.alerts()).filter((alert) => alert.watch === watch).map(({ unit, state, ended, seq, fired_at, ended_at, facts }) => ({ unit, state, ended, seq, fired_at, ended_at, facts }))
    expect((await told('each')).length).toBeGreaterThan(3)
    expect(await told('once')).toEqual(await told('each'))
    expect(await watched.states('once')).toEqual(await watched.states('each'))
  }, 120_000)
})

describe('a loop that runs', () => {
  it('looks by itself, and says that alerts have changed', async () => {
    await watched.put()
    const heard: string[] = []
    watched.city.platform.signal.subscribe('alert', (revision) => heard.push(revision))
    watched.loop.start()
    for (let tries = 0; tries < 300 && Object.keys(await watched.states()).length < 3; tries++) await wait(50)
    await fall('2021-11-02T09:00:00+08:00')
    watched.city.platform.signal.publish('board', '1')
    for (let tries = 0; tries < 300 && heard.length === 0; tries++) await wait(50)
    await watched.loop.stop()
    expect([await watched.steps(), heard]).toEqual([['t1 fired'], ['revision 1']])
  }, 60_000)
})

describe('a process that is killed', () => {
  it('between any two statements loses nothing and doubles nothing', async () => {
    await watched.put()
    await watched.loop.pass()
    await fall('2021-11-02T09:00:00+08:00')
    const left: unknown[] = []
    let died = 0
    for (let isDead = true; isDead; died += isDead ? 1 : 0) {
      const { db, counted } = dyingAt(watched.db, died + 1)
      await loopOn(db).pass()
      isDead = counted() > died
      if (isDead) left.push(...(await watched.alerts()), ...(await watched.steps()), ...(await watched.notices()))
    }
    expect([left, died > 10]).toEqual([[], true])
    expect([await watched.steps(), await watched.notices()]).toEqual([['t1 fired'], ['t1 fired']])
  }, 120_000)

  it('and two at once tell everything once', async () => {
    await watched.put()
    await watched.put({ id: 'second' })
    const other = await watched.another()
    for (const at of ['2021-11-02T09:00:00+08:00', '2021-11-02T11:00:00+08:00', '2021-11-02T13:00:00+08:00']) {
      await Promise.all([watched.loop.pass(), other.pass()])
      await (at.includes('T11') ? rise(at) : fall(at, at.includes('T09') ? 50 : 500))
      await Promise.all([watched.loop.pass(), other.pass(), watched.loop.pass()])
    }
    await watched.loop.pass()
    const perWatch = await watched.db.rows(raw<{ watch: string; steps: string }>(),
      `select a.watch, string_agg(u.code || ' ' || s.kind, ', ' order by s.at, u.code, s.kind) as steps from alert_step s join alert a on a.id = s.alert join unit u on u.id = a.unit group by a.watch order by a.watch`)
    const told = 't1 fired, t1 recovered, t2 fired, t1 fired, t2 recovered'
    expect(perWatch).toEqual([{ watch: 'drop', steps: told }, { watch: 'second', steps: told }])
  }, 120_000)
})
