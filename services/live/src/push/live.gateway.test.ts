import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { BoardKey } from '@tierline/contracts/board'
import { Joined } from '@tierline/contracts/live'
import { openLiveApp } from '../testing/live-app.ts'
import type { LiveApp } from '../testing/live-app.ts'
import { pause, until, watch } from '../testing/watcher.ts'
import type { Watcher } from '../testing/watcher.ts'

let live: LiveApp
let key: BoardKey
const watchers: Watcher[] = []

beforeEach(async () => {
  live = await openLiveApp()
  key = live.boards.add('counties', 3)
}, 30_000)
afterEach(async () => {
  watchers.splice(0).forEach((watcher) => watcher.close())
  await live.close()
})

const connect = async (): Promise<Watcher> => {
  const watcher = await watch(live.url)
  watchers.push(watcher)
  return watcher
}
const join = async (watcher: Watcher, board = key): Promise<Joined> => Joined.parse(await watcher.ask('join', board))
/** `3→4 4→7` */
const chain = ({ deltas }: Watcher): string => deltas.map(({ delta }) => `${delta.base}→${delta.seq}`).join(' ')
const problem = (text: RegExp): unknown => ({ problem: expect.stringMatching(text) as unknown })

describe('a board that is watched', () => {
  it('answers a join with where it stands, then sends the rows that changed, from there', async () => {
    const watcher = await connect()
    expect(await join(watcher)).toEqual({ seq: 3, asOf: '2021-11-18T10:20:00.000+08:00' })
    live.signal(live.boards.change(key))
    await until('a delta', () => watcher.deltas.length === 1)
    const delta = watcher.deltas[0]?.delta
    expect(delta).toMatchObject({ key, base: 3, seq: 4, removed: [] })
    expect(delta?.changes.map(({ unit, score }) => [unit, score])).toEqual([['341502', '4.00']])
  })

  it('names the unit that is gone', async () => {
    const watcher = await connect()
    await join(watcher)
    live.signal(live.boards.change(key, { rows: [] }))
    await until('a delta', () => watcher.deltas.length === 1)
    expect(watcher.deltas[0]?.delta).toMatchObject({ changes: [], removed: ['341502', '341503'] })
  })

  it.each([
    ['another baseline', { baseline: { kind: 'day_start' as const, at: '2021-11-19T00:00:00.000+08:00', title: { zh: '今日 0 时', en: 'today 00:00' } } }],
    ['other tiers', { tiersDeclared: true }],
  ])('with %s, which no row can say, sends what nobody can apply, so that all fetch', async (_what, change) => {
    const watcher = await connect()
    await join(watcher)
    live.signal(live.boards.change(key, change))
    await until('a delta', () => watcher.deltas.length === 1)
    expect(watcher.deltas[0]?.delta).toMatchObject({ base: 4, seq: 4, changes: [], removed: [] })
    live.signal(live.boards.change(key, change))
    await until('the next delta', () => watcher.deltas.length === 2)
    expect(chain(watcher)).toBe('4→4 4→5')
  })

})

describe('the pace', () => {
  it('sends at most four deltas a second, each from the end of the one before, and the last state within the pause', async () => {
    const watcher = await connect()
    await join(watcher)
    const started = performance.now()
    while (performance.now() - started < 1_500) {
      live.signal(live.boards.change(key))
      await pause(3)
    }
    const last = live.boards.seq(key)
    await until('the last state', () => watcher.deltas.at(-1)?.delta.seq === last, 1_000)
    expect(last).toBeGreaterThan(100)
    expect(watcher.deltas.length).toBeGreaterThanOrEqual(5)
    // One at once, then one a quarter of a second, the one after the last change included.
    expect(watcher.deltas.length).toBeLessThanOrEqual(2 + (performance.now() - started) / 250)
    expect(watcher.deltas.map(({ delta }) => delta.base)).toEqual([3, ...watcher.deltas.slice(0, -1).map(({ delta }) => delta.seq)])
    expect(watcher.deltas.reduce((most, { at }) => Math.max(most, watcher.deltas.filter((one) => one.at >= at && one.at < at + 600).length), 0)).toBeLessThanOrEqual(4)
  })

  it('is told within a second and a half when the signal is lost', async () => {
    const watcher = await connect()
    await join(watcher)
    live.boards.change(key)
    await until('the poll to find it', () => watcher.deltas.length === 1, 1_500)
    expect(chain(watcher)).toBe('3→4')
  })

  it('goes on after the store failed, with nothing lost', async () => {
    const watcher = await connect()
    await join(watcher)
    live.boards.failure = new Error('the database is away')
    live.signal(live.boards.change(key))
    await pause(100)
    expect(watcher.deltas).toEqual([])
    live.boards.failure = null
    await until('the state behind the failure', () => watcher.deltas.length === 1, 2_500)
    expect(chain(watcher)).toBe('3→4')
  })

  it('tells two clients the same, and reads the board once for both', async () => {
    const two = await Promise.all([connect(), connect()])
    await Promise.all(two.map((one) => join(one)))
    expect(live.boards.reads).toBe(1)
    for (const target of [4, 5]) {
      live.signal(live.boards.change(key))
      await until('the delta at both', () => two.every(({ deltas }) => deltas.at(-1)?.delta.seq === target))
    }
    expect(two[0]?.deltas.map(({ delta }) => delta)).toEqual(two[1]?.deltas.map(({ delta }) => delta))
    expect(live.boards.reads).toBe(3)
  })
})

describe('joining while the board moves', () => {
  it('never misses a delta: one that is on its way starts where the join was answered, or earlier', async () => {
    const first = await connect()
    await join(first)
    const late = await connect()
    const release = live.boards.hold()
    live.signal(live.boards.change(key))
    await until('the reading that is held back', () => live.boards.reads === 2)
    const joined = await join(late)
    live.signal(live.boards.change(key))
    release()
    await until('both states at the late one', () => late.deltas.at(-1)?.delta.seq === 5)
    expect(joined.seq).toBe(3)
    expect(chain(late)).toBe('3→4 4→5')
    expect(chain(first)).toBe(chain(late))
  })

  it('holds for many that join at random moments of a storm: no gap in any chain', async () => {
    let isStorming = true
    const storm = (async (): Promise<void> => {
      while (isStorming) {
        live.signal(live.boards.change(key))
        await pause(1)
      }
    })()
    const joined = await Promise.all(Array.from({ length: 12 }, async (_none, index) => {
      await pause(index * 70)
      const watcher = await connect()
      return { watcher, seq: (await join(watcher)).seq }
    }))
    isStorming = false
    await storm
    const last = live.boards.seq(key)
    await until('the last state everywhere', () => joined.every(({ watcher, seq }) => (watcher.deltas.at(-1)?.delta.seq ?? seq) === last), 1_500)
    for (const { watcher, seq } of joined) {
      let mine = seq
      for (const { delta } of watcher.deltas) {
        expect(delta.base).toBeLessThanOrEqual(mine)
        mine = Math.max(mine, delta.seq)
      }
    }
  })
})

describe('leaving', () => {
  it('ends the deltas for who left, and for the board when nobody is left', async () => {
    const [stays, leaves] = await Promise.all([connect(), connect()])
    await Promise.all([join(stays), join(leaves)])
    expect(await leaves.ask('leave', key)).toEqual({ left: true })
    live.signal(live.boards.change(key))
    await until('the delta at the one that stays', () => stays.deltas.length === 1)
    expect(leaves.deltas).toEqual([])

    stays.close()
    await pause(1_200)
    const reads = live.boards.reads
    live.signal(live.boards.change(key))
    await pause(1_200)
    expect(live.boards.reads).toBe(reads)
    expect((await join(await connect())).seq).toBe(5)
  }, 8_000)
})

describe('what is refused', () => {
  it.each([
    ['no board at all', undefined, /expected \{ rubric, group, period \}/],
    ['half a key', { rubric: 'trial', group: 'counties' }, /expected \{ rubric, group, period \}/],
    ['a key of the wrong kind', { rubric: 1, group: 2, period: 3 }, /expected \{ rubric, group, period \}/],
    ['a list', ['trial', 'counties', '2021-11'], /expected \{ rubric, group, period \}/],
    ['a board that does not exist', { rubric: 'trial', group: 'nobody', period: '2021-11' }, /no board trial \/ nobody \/ 2021-11.*GET \/v1\/boards/],
  ])('%s, in words, and the connection goes on', async (_what, message, words) => {
    const watcher = await connect()
    expect(await watcher.ask('join', message)).toEqual(problem(words))
    expect(await watcher.ask('leave', message)).toEqual({ left: typeof message === 'object' && 'period' in message && typeof message.period === 'string' })
    expect((await join(watcher)).seq).toBe(3)
  })

  it('a ninth board on one connection, until one is left', async () => {
    const watcher = await connect()
    const keys = Array.from({ length: 9 }, (_none, index) => live.boards.add(`g${index}`))
    for (const board of keys.slice(0, 8)) await join(watcher, board)
    expect(await watcher.ask('join', keys[8])).toEqual(problem(/watches 8 boards, the most allowed/))
    expect((await join(watcher, keys[0])).seq).toBe(1)
    await watcher.ask('leave', keys[0])
    await join(watcher, keys[8])
    live.signal(live.boards.change(keys[8] as BoardKey))
    await until('the delta of the ninth', () => watcher.deltas.length === 1)
  })

  it('a message that is too large: that connection is cut, others hear on, and it may come again', async () => {
    const [loud, calm] = await Promise.all([connect(), connect()])
    await join(calm)
    let cuts = 0
    loud.socket.on('disconnect', () => { cuts += 1 })
    loud.socket.emit('join', { ...key, group: 'x'.repeat(10_000) })
    await until('the cut', () => cuts === 1)
    await until('the connection to be back', () => loud.socket.connected)
    expect((await join(loud)).seq).toBe(3)
    live.signal(live.boards.change(key))
    await until('the delta at both', () => [loud, calm].every(({ deltas }) => deltas.length === 1))
  })
})

describe('the heartbeat', () => {
  it('comes at the connection and every five seconds, with the wall clock, the build and the watermark', async () => {
    const watcher = await connect()
    await until('the first', () => watcher.beats.length === 1, 500)
    expect(watcher.beats[0]?.beat).toMatchObject({ build: 'b1', demo: true, watermark: { instant: '2021-11-18T10:20:00.000+08:00', position: { 0: '1' } } })
    await until('two more', () => watcher.beats.length === 3, 11_000)
    const [, second, third] = watcher.beats.map(({ at }) => at)
    expect(Math.abs(Number(third) - Number(second) - 5_000)).toBeLessThan(1_000)
    for (const { beat } of watcher.beats) expect(Math.abs(beat.now - Date.now())).toBeLessThan(15_000)
  }, 15_000)

  it('stays away while the watermark cannot be read, without an error', async () => {
    live.boards.failure = new Error('the database is away')
    const watcher = await connect()
    await pause(200)
    expect(watcher.beats).toEqual([])
    expect(watcher.socket.connected).toBe(true)
  })
})

describe('stopping', () => {
  it('cuts the sockets and leaves no timer, subscription, reading or connection behind', async () => {
    const timers = openTimers()
    const other = await openLiveApp()
    const subscribed = other.subscriptions()
    const board = other.boards.add('counties')
    const watcher = await watch(other.url)
    await join(watcher, board)
    const release = other.boards.hold()
    other.signal(other.boards.change(board))
    await until('a reading in flight', () => other.boards.reads === 2)
    let cut = ''
    watcher.socket.on('disconnect', (reason) => { cut = reason })
    await other.close()
    other.signal(other.boards.change(board))
    release()
    await until('the cut', () => cut !== '')
    watcher.close()
    await pause(50)
    expect([subscribed, other.subscriptions()]).toEqual([4, 1])
    expect(openTimers()).toBeLessThanOrEqual(timers)
    expect([other.boards.reads, watcher.deltas]).toEqual([2, []])
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow(/fetch failed/)
  })
})

const openTimers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
