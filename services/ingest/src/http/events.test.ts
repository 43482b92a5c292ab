import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openDoorServer } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'

let door: DoorServer
beforeAll(async () => { door = await openDoorServer() }, 60_000)
afterAll(async () => { await door.close() })

const event = (id: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  specversion: '1.0', source: 'test', id, type: 'code.claimed', subject: '金安', time: '2021-12-15T08:00:00+08:00', data: { person: '340102' }, ...changes,
})

describe('POST /v1/events', () => {
  it('takes one event', async () => {
    const { status, body } = await door.post(JSON.stringify(event('one')))
    expect(body).toEqual({ accepted: 1, duplicates: 0, quarantined: [], rejected: [], durability: 'committed' })
    expect(status).toBe(200)
  })
})
