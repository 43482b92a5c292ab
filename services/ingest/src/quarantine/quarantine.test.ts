import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { QuarantineList, ReplayReply } from '@tierline/contracts/quality'
import { openDoor, openSeal } from '../door/open-door.ts'
import { openDoorServer } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'
import { event } from '../testing/sample-event.ts'
import { Replay } from './replay.ts'
import { SealedExpiry } from './sealed-expiry.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

let door: DoorServer
beforeAll(async () => { door = await openDoorServer() }, 60_000)
afterAll(async () => { await door.close() })

const list = async (query = ''): Promise<QuarantineList> => QuarantineList.parse((await door.get(`/v1/quarantine${query}`)).body)
const replay = async (request: object): Promise<ReplayReply> => ReplayReply.parse((await door.post(JSON.stringify(request), JSON_TYPE, '/v1/quarantine/replay')).body)
const alias = (code: string, body: object): ReturnType<DoorServer['post']> => door.post(JSON.stringify(body), JSON_TYPE, `/v1/units/${code}/aliases`)

describe('the quarantine', () => {
  it('lists by code, source and state, with counts, newest first', async () => {
    await door.post(JSON.stringify(event('l1', { source: 'lists', subject: 'nowhere' })))
    await door.post(JSON.stringify(event('l2', { source: 'lists', type: 'gone.type' })))
    await door.post(JSON.stringify(event('l3', { source: 'lists', subject: 'nowhere' })))
    const all = await list('?source=lists')
    expect(all.rows.map((row) => [row.eventId, row.code, row.sealed, row.payload !== null])).toEqual([['l3', 'unknown_unit', false, true], ['l2', 'unknown_type', true, false], ['l1', 'unknown_unit', false, true]])
    expect(all.byCode.filter((entry) => entry.source === 'lists')).toEqual([{ code: 'unknown_unit', source: 'lists', count: 2 }, { code: 'unknown_type', source: 'lists', count: 1 }])
    expect((await list('?source=lists&code=unknown_unit&limit=1&offset=1')).rows.map((row) => row.eventId)).toEqual(['l1'])
    expect(await list('?source=lists&state=replayed')).toMatchObject({ total: 0, rows: [] })
    expect(await door.get('/v1/quarantine?code=nonsense')).toMatchObject({ status: 400, body: { code: 'wrong_field', faults: [{ path: 'code' }] } })
  })

  it('holds no person in the clear, in no column', async () => {
    const person = '340102199001011234'
    await door.post(JSON.stringify(event('p1', { source: 'persons', subject: 'nowhere', data: { person } })))
    await door.post(JSON.stringify(event('p2', { source: 'persons', type: 'gone.type', data: { person } })))
    await door.post(JSON.stringify(event('p3', { source: 'persons', data: { persn: person } })))
    await door.post(JSON.stringify(event('p4', { source: 'persons', data: { person: ` ${person}` } })))
    await door.post(JSON.stringify(event('p5', { source: 'persons', data: { person: [person] } })))
    await door.post(JSON.stringify(event('p6', { source: 'persons', data: { person: '1', channel: { of: person } } })))
    await door.post(JSON.stringify(event('p7', { source: 'persons', data: { person, channel: 5 } })))
    const { rows } = await list('?source=persons')
    expect(rows).toHaveLength(7)
    expect(JSON.stringify(rows)).not.toContain('34010219900101')
    expect(rows.map((row) => `${row.eventId} ${row.sealed}`)).toEqual(['p7 false', 'p6 true', 'p5 true', 'p4 false', 'p3 true', 'p2 true', 'p1 false'])
  })
})

describe('replay', () => {
  it('tells what the door would do, changes nothing when dry, and counts what passes after the mend', async () => {
    await door.post(JSON.stringify(event('r1', { source: 'replays', subject: '金安经开' })))
    await door.post(JSON.stringify(event('r2', { source: 'replays', subject: '无此地' })))
    const rows = (await list('?source=replays')).rows
    const [second, first] = rows.map((row) => row.id)
    const refusal = { passes: false, code: 'unknown_unit', detail: expect.stringContaining('expected the code or an alias of a unit') }
    expect(await replay({ source: 'replays', dryRun: true })).toEqual({ dryRun: true, tried: 2, wouldPass: 0, results: [{ id: first, ...refusal }, { id: second, ...refusal }] })
    expect(await alias('341502', { alias: '金安经开', reason: 'name of 2019', by: 'clerk' })).toMatchObject({ status: 201, body: { code: '341502', aliases: expect.arrayContaining(['金安经开']) } })
    expect(await replay({ ids: [first], dryRun: true })).toEqual({ dryRun: true, tried: 1, wouldPass: 1, results: [{ id: first, passes: true, code: null, detail: 'event: passes the door now; whether it is new is known only when it is replayed.' }] })
    expect(door.consumer.counted).not.toContain('r1')
    expect(await replay({ source: 'replays', dryRun: false })).toMatchObject({ tried: 2, wouldPass: 1, results: [{ id: first, passes: true, detail: 'event: counted.' }, { id: second, passes: false }] })
    expect(door.consumer.records.find((record) => record.kind === 'event' && record.id === 'r1')).toMatchObject({ unit: '341502', subject: '金安经开', replayOf: first })
    expect((await list('?source=replays')).rows.map((row) => row.eventId)).toEqual(['r2'])
  })

  it('hashes the person of a replayed event once, as that of a direct one', async () => {
    await door.post(JSON.stringify(event('h1', { source: 'hashes', subject: '金安旧' })))
    await alias('341502', { alias: '金安旧', reason: 'old name', by: 'clerk' })
    await replay({ source: 'hashes', dryRun: false })
    await door.post(JSON.stringify(event('h2', { source: 'hashes' })))
    const persons = door.consumer.records.flatMap((record) => (record.kind === 'event' && record.source === 'hashes' ? [record.data.person] : []))
    expect(persons).toHaveLength(2)
    expect(new Set(persons).size).toBe(1)
  })

  it('opens sealed originals, and says so when the door still refuses them', async () => {
    await door.post(JSON.stringify(event('s1', { source: 'seals', data: { person: '1', extra: 1 } })))
    expect((await replay({ source: 'seals', dryRun: true })).results).toEqual([expect.objectContaining({ passes: false, code: 'unknown_field', detail: expect.stringContaining('data.extra') })])
  })

  it('passes a sealed original once its type is in the catalogue, its person hashed', async () => {
    await door.post(JSON.stringify(event('s2', { source: 'late type', type: 'gate.passed', data: { visitor: '340102' } })))
    const { platform } = door
    const title = { zh: '通行', en: 'Gate passed' }
    const types = { ...platform.rules.catalogue.types, 'gate.passed': { title, fields: { visitor: { kind: 'code' as const, title, personal: true } } } }
    const mended = new Replay(platform.db, platform.log, openDoor(platform, { version: '2', types }), openSeal(platform))
    expect(await mended.run({ source: 'late type', dryRun: false }, { sources: null, types: null, units: null })).toMatchObject({ tried: 1, wouldPass: 1 })
    expect(door.consumer.records.find((record) => record.kind === 'event' && record.id === 's2')).toMatchObject({ type: 'gate.passed', data: { visitor: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  })

  it('needs an admin, and a request that fits', async () => {
    const key = await door.platform.keys.make({ name: 'sender', roles: ['ingest'] })
    expect(await door.post('{"dryRun":true}', { ...JSON_TYPE, authorization: `Bearer ${key}` }, '/v1/quarantine/replay')).toMatchObject({ status: 403, body: { code: 'not_permitted' } })
    expect(await door.post('{"dry":true}', JSON_TYPE, '/v1/quarantine/replay')).toMatchObject({
      status: 400, body: { code: 'wrong_field', faults: [{ path: 'dryRun', found: 'Invalid input: expected boolean, received undefined', expected: 'boolean' }, { path: 'body', found: 'Unrecognized key: "dry"' }] },
    })
  })
})

describe('sealed originals', () => {
  it('are wiped after 30 days by the clock, and their rows say expired', async () => {
    await door.post(JSON.stringify(event('e1', { source: 'expiry', type: 'gone.type' })))
    const expiry = new SealedExpiry(door.platform.db, door.clock, door.platform.logger)
    door.clock.advanceTo(door.clock.now() + 30 * 86_400_000 - 1_000)
    await expiry.run()
    expect((await list('?source=expiry')).rows).toEqual([expect.objectContaining({ eventId: 'e1', sealed: true })])
    door.clock.advanceTo(door.clock.now() + 2_000)
    expect(await expiry.run()).toBeGreaterThan(0)
    expect((await list('?source=expiry')).rows).toEqual([])
    expect((await list('?source=expiry&state=expired')).rows).toEqual([expect.objectContaining({ eventId: 'e1', sealed: false, payload: null, state: 'expired' })])
  })
})

describe('aliases', () => {
  it.each([
    ['of a unit that is not there', '999', { alias: 'x', reason: 'r', by: 'b' }, 404, 'not_found', 'There is no unit "999". See GET /v1/units for the codes.'],
    ['that names another unit', '341503', { alias: '金安', reason: 'r', by: 'b' }, 409, 'alias_taken', 'alias: found "金安", which names 金安区 (341502) already, expected a name that is free. Choose another, or send the events with the unit\'s code.'],
  ])('%s are refused', async (_name, code, body, status, problem, detail) => {
    expect(await alias(code, body)).toMatchObject({ status, body: { code: problem, detail } })
  })

  it('may be given twice', async () => {
    expect((await alias('341502', { alias: '金安', reason: 'r', by: 'b' })).status).toBe(201)
  })
})

describe('what the door checks against', () => {
  it('can be read', async () => {
    const units = await fetch(`${door.url}/v1/units`)
    expect(await units.json()).toEqual(expect.arrayContaining([expect.objectContaining({ code: '341502', name: '金安区', groups: ['g'] })]))
    expect((await door.get('/v1/catalogue')).body).toMatchObject({ version: '1', types: { 'code.claimed': { fields: { person: { personal: true } } } } })
  })
})
