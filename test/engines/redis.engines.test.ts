import { describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { leaveNothingBehind, own, place } from './own.ts'
import * as redis from './redis.mjs'

leaveNothingBehind()

describe('a Redis of one\'s own', () => {
  it.each([['is wiped by a restart', {}, null], ['keeps its data where it is told to', { appendonly: 'yes', appendfsync: 'always' }, 'v']])('%s', async (_, settings, expected) => {
    const engine = await own(redis.start({ folder: place(), settings }))
    const client = new Redis(engine.url, { retryStrategy: () => 50 })
    client.on('error', () => undefined)
    await client.set('k', 'v')
    await engine.kill()
    await engine.restart()
    expect(await client.get('k')).toBe(expected)
    client.disconnect()
  })
})
