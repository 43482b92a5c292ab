import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { redisUrl } from '../testing/engines.ts'
import { RedisSignal } from './redis-signal.ts'
import { behavesAsSignal, keepLog, listen, until } from './signal.behaviour.ts'
import type { KeptLog } from './signal.behaviour.ts'

const channelOfOurOwn = (): string => `t${randomBytes(6).toString('hex')}.`

behavesAsSignal('the Redis signal', async () => {
  const [log, channel] = [keepLog(), channelOfOurOwn()]
  const [one, two] = [RedisSignal.open(redisUrl(), channel, log), RedisSignal.open(redisUrl(), channel, log)]
  await until('both to be up', () => one.isUp() && two.isUp())
  return { one, two, log, close: async () => { await Promise.all([one.close(), two.close()]) } }
})

/** A Redis that a test may kill, from test/engines. */
interface OwnRedis {
  url: string
  kill(): Promise<void>
  restart(): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  remove(): Promise<void>
}
interface Engines {
  start(how: { folder: string }): Promise<OwnRedis>
}

let redis: OwnRedis
let admin: Redis
let log: KeptLog
const open: RedisSignal[] = []
const signalOn = (): RedisSignal => {
  const signal = RedisSignal.open(redis.url, 'x.', log)
  open.push(signal)
  return signal
}
const messages = (): string[] => log.lines.map(({ level, message }) => `${level}: ${message.split(':')[0]}`)
/** Something published by one is heard by the other. */
const carries = async (one: RedisSignal, two: RedisSignal): Promise<void> => {
  const { heard, end } = listen(two, 'touched')
  await until('a hint to come through', () => {
    one.publish('touched', 'again')
    return heard.length > 0
  })
  end()
}

beforeAll(async () => {
  const engines = await import(new URL('../../../../test/engines/redis.mjs', import.meta.url).href) as Engines
  redis = await engines.start({ folder: await mkdtemp(join(tmpdir(), 'tl-redis-')) })
  admin = new Redis(redis.url, { disconnectTimeout: 100 })
  admin.on('error', () => undefined)
}, 300_000)
afterAll(async () => {
  admin.disconnect()
  await redis.remove()
})
beforeEach(() => { log = keepLog() })

afterEach(async () => { await Promise.all(open.splice(0).map((signal) => signal.close())) })

const AWAY = 'warn: Redis does not carry signals'
const BACK = 'info: signals are back'

describe('the Redis signal, when its Redis does not answer', () => {
  it('is killed and comes back: one line each, publishing goes on meanwhile, and the subscription is renewed', async () => {
    const [one, two] = [signalOn(), signalOn()]
    await carries(one, two)
    await redis.kill()
    await until('both to be away', () => !one.isUp() && !two.isUp() && log.lines.length >= 2)
    for (let n = 0; n < 5_000; n++) one.publish('touched', String(n))
    expect(messages()).toEqual(Array(2).fill(AWAY))
    const { heard } = listen(two, 'touched')
    await redis.restart()
    await until('both to be back', () => one.isUp() && two.isUp())
    // What was published while it was away is gone, not kept.
    expect(heard).toEqual([])
    await carries(one, two)
    expect(messages()).toEqual([...Array<string>(2).fill(AWAY), ...Array<string>(2).fill(BACK)])
  }, 120_000)

  it('is not there at the start: everything opens at once, and it is used when it comes', async () => {
    await redis.kill()
    const one = signalOn()
    one.publish('touched', 'into nothing')
    expect(one.isUp()).toBe(false)
    await until('the line that says so', () => log.lines.length === 1)
    expect(messages()).toEqual([AWAY])
    await redis.restart()
    await until('it to be up', () => one.isUp())
    expect(messages()).toEqual([AWAY, BACK])
    await carries(one, one)
  }, 120_000)

  it('is wiped, or drops its clients: nothing is lost but a hint', async () => {
    const [one, two] = [signalOn(), signalOn()]
    await carries(one, two)
    await admin.flushall()
    await carries(one, two)
    await admin.call('client', 'kill', 'type', 'pubsub')
    await admin.call('client', 'kill', 'type', 'normal', 'skipme', 'yes')
    await carries(one, two)
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
  }, 120_000)

  it('answers nobody for a while (CLIENT PAUSE): publishing neither waits nor piles up', async () => {
    const one = signalOn()
    const { heard } = listen(one, 'board')
    await carries(one, one)
    await admin.call('client', 'pause', '5000', 'all')
    for (let n = 0; n < 100_000; n++) one.publish('board', String(n))
    // The loop is over before Redis answers again: nothing has been heard.
    expect(heard).toEqual([])
    await until('the signal to be away', () => !one.isUp())
    await until('it to be back', () => one.isUp())
    await until('what was on its way', () => heard.length > 0)
    expect(heard.length).toBeLessThanOrEqual(1_000)
    await carries(one, one)
  }, 120_000)

})

describe('the Redis signal, when its Redis is stopped', () => {
  it('stays, with its connections open', async () => {
    const one = signalOn()
    await carries(one, one)
    await redis.pause()
    await until('the signal to be away', () => !one.isUp() && log.lines.length > 0)
    await redis.resume()
    await until('it to be back', () => one.isUp())
    await carries(one, one)
    expect(messages()).toEqual([AWAY, BACK])
  }, 120_000)

  it('closes in every state, with nothing left open', async () => {
    const running = signalOn()
    await carries(running, running)
    await running.close()
    running.publish('touched', 'after the end')
    await redis.pause()
    const stuck = signalOn()
    await stuck.close()
    await redis.resume()
    await redis.kill()
    const away = signalOn()
    await until('a try in vain', () => log.lines.length > 0)
    await Promise.all([away.close(), away.close()])
    await redis.restart()
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length).toBeLessThanOrEqual(1)
    open.splice(0)
  }, 120_000)
})
