import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IngestReply } from '@tierline/contracts/ingest'
import { openDoorServer } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'
import { badBodies, badEvents, badRequests } from '../testing/bad-input.ts'
import { event } from '../testing/sample-event.ts'

const LINES = { 'content-type': 'application/x-ndjson' }
const ARRAY = { 'content-type': 'application/cloudevents-batch+json' }

let door: DoorServer
beforeAll(async () => { door = await openDoorServer() }, 60_000)
afterAll(async () => { await door.close() })

const ndjson = (...lines: (object | string)[]): string => lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')

describe('good events', () => {
  it('are taken one by one', async () => {
    expect(await door.post(JSON.stringify(event('one')))).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, quarantined: [], rejected: [], durability: 'committed' } })
    expect((await door.post(JSON.stringify(event('one')))).body).toEqual({ accepted: 1, duplicates: 1, quarantined: [], rejected: [], durability: 'committed' })
  })

  it('are taken as a list, as lines, with a byte order mark, blank lines and carriage returns', async () => {
    expect((await door.post(`\u{feff} [${JSON.stringify(event('a1'))} , ${JSON.stringify(event('a2'))}]\n`, ARRAY)).body).toMatchObject({ accepted: 2 })
    expect((await door.post('[]', ARRAY)).body).toMatchObject({ accepted: 0, rejected: [] })
    expect((await door.post(`\u{feff}${JSON.stringify(event('l1'))}\r\n\r\n  \n${JSON.stringify(event('l2'))}`, LINES)).body).toMatchObject({ accepted: 2, rejected: [] })
    expect((await door.post('', LINES)).body).toMatchObject({ accepted: 0, rejected: [] })
  })

  it('are taken in binary mode, percent-encoded or as plain UTF-8', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'ce-specversion': '1.0', 'ce-source': 'binary', 'ce-type': 'code.claimed', 'ce-time': '2021-12-01T00:00:00Z' }
    expect((await door.post('{"person":"1"}', { ...headers, 'ce-id': 'b%201', 'ce-subject': encodeURIComponent('金安') })).body).toMatchObject({ accepted: 1, quarantined: [] })
    expect((await door.post('{"person":"1"}', { ...headers, 'ce-id': 'b2', 'ce-subject': Buffer.from('金安').toString('latin1') })).body).toMatchObject({ accepted: 1, quarantined: [] })
    expect(door.consumer.records.filter((record) => record.source === 'binary').map((record) => [record.id, record.subject])).toEqual([['b 1', '金安'], ['b2', '金安']])
  })

  it('are kept with unit, identity, content and hashed person, whatever order their members have', async () => {
    await door.post(JSON.stringify(event('kept', { data: { channel: 'app', person: '340102199001011234' } })))
    const reply = await door.post(JSON.stringify(Object.fromEntries(Object.entries(event('kept', { data: { person: '340102199001011234', channel: 'app', code: null } })).reverse())))
    expect(reply.body).toMatchObject({ duplicates: 1 })
    expect(door.consumer.records.find((record) => record.id === 'kept')).toEqual({
      kind: 'event', source: 'test', id: 'kept', type: 'code.claimed', unit: '341502', subject: '金安', time: Date.parse('2021-12-15T00:00:00Z'), arrived: door.clock.now(),
      identity: 'a87a85d8bc569b5b65a7d422ae3ff27e', content: expect.stringMatching(/^[0-9a-f]{32}$/), corrects: null, data: { channel: 'app', person: expect.stringMatching(/^[0-9a-f]{32}$/) }, replayOf: null,
    })
  })

  it('with the same identity and other content are conflicting', async () => {
    await door.post(JSON.stringify(event('changed')))
    expect((await door.post(JSON.stringify(event('changed', { time: '2021-12-14T00:00:00Z' })))).body).toMatchObject({ accepted: 1, duplicates: 0, quarantined: [{ index: 0, id: 'changed', code: 'conflicting' }] })
  })
})

describe('the lane of imports', () => {
  it('takes events as the live one does, by what the query says; another is refused', async () => {
    expect(await door.post(JSON.stringify(event('lane')), {}, '/v1/events?lane=backfill')).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0 } })
    expect(await door.post(JSON.stringify(event('lane')), {}, '/v1/events?lane=live')).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 1 } })
    expect(await door.post(JSON.stringify(event('lane')), {}, '/v1/events?lane=fast')).toMatchObject({ status: 400, body: { code: 'bad_request', detail: 'lane: found "fast", expected live or backfill. Leave it out for live events; say backfill for imports.' } })
    expect((await door.post(JSON.stringify(event('lane')), {}, '/v1/events?lane=live&lane=live')).status).toBe(400)
  })
})

describe('the metrics of the door', () => {
  it('count what was accepted, rejected and refused, by code, and how long the log took', async () => {
    const read = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
      const { values = [] } = await door.platform.metrics.getSingleMetric(name)?.get() ?? {}
      return values.filter((value) => Object.entries(labels).every(([label, text]) => (value.labels as Record<string, unknown>)[label] === text)).at(-1)?.value ?? 0
    }
    const names = [['tierline_ingest_events_total', { outcome: 'accepted' }], ['tierline_ingest_events_total', { outcome: 'rejected' }], ['tierline_ingest_refused_total', { code: 'unknown_unit' }], ['tierline_ingest_refused_total', { code: 'conflicting' }], ['tierline_ingest_append_seconds', {}]] as const
    const readAll = (): Promise<number[]> => Promise.all(names.map(([name, labels]) => read(name, labels)))
    const before = await readAll()
    await door.post(ndjson(event('m1'), event('m2', { subject: '无此' }), '{', event('m1', { time: '2021-12-14T00:00:00Z' })), LINES)
    expect((await readAll()).map((value, at) => value - (before[at] ?? 0))).toEqual([3, 1, 1, 1, 1])
    expect(await read('tierline_ingest_queued_records')).toBe(0)
  })
})

describe('bad events', () => {
  it.each(badEvents)('%s → %s', async (_name, code, bad, sentence) => {
    const before = door.consumer.counted.length
    const { status, body } = await door.post(ndjson(event(`before ${_name}`), bad, event(`after ${_name}`)), LINES)
    const reply = IngestReply.parse(body)
    expect({ status, accepted: reply.accepted, quarantined: reply.quarantined.map(({ index, code: one, detail }) => ({ index, code: one, detail })), rejected: reply.rejected })
      .toEqual({ status: 200, accepted: 3, quarantined: [{ index: 1, code, detail: sentence }], rejected: [] })
    expect(door.consumer.counted.length).toBe(before + 2)
  })

  it.each(badBodies)('%s → rejected %s', async (_name, code, bad, sentence) => {
    const before = door.consumer.counted.length
    const neighbours = [Buffer.from(`${JSON.stringify(event(`x ${_name}`))}\n`), Buffer.from(bad), Buffer.from(`\n${JSON.stringify(event(`y ${_name}`))}`)]
    const reply = IngestReply.parse((await door.post(Buffer.concat(neighbours), LINES)).body)
    expect(reply).toEqual({ accepted: 2, duplicates: 0, quarantined: [], rejected: [{ index: 1, code, detail: sentence }], durability: 'committed' })
    expect(door.consumer.counted.length).toBe(before + 2)
    const alone = await door.post(bad)
    expect(alone).toMatchObject({ status: 400, body: { accepted: 0, rejected: [{ index: 0, code }] } })
  })

  it('do not spoil their neighbours in a list', async () => {
    const { body } = await door.post(`[${ndjson(event('list 1'))}, {"a":1,"a":2}, {"n":NaN}, 7, "text with ] and \\"", ${ndjson(event('list 2'))}]`, ARRAY)
    expect(IngestReply.parse(body)).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'duplicate_key' }, { index: 2, code: 'number_out_of_range' }, { index: 3, code: 'not_an_event' }, { index: 4, code: 'not_an_event' }] })
  })
})

describe('bad requests', () => {
  it.each(badRequests)('%s → %i %s', async (_name, status, code, request, sentence) => {
    const answer = await door.post(request.body, { authorization: `Bearer ${door.key}`, ...request.headers })
    expect({ status: answer.status, code: answer.body.code, detail: answer.body.detail, type: answer.headers.get('content-type')?.split(';')[0] }).toEqual({ status, code, detail: sentence, type: 'application/problem+json' })
  })

  it('are at least forty, with the events', () => {
    expect(badEvents.length + badBodies.length + badRequests.length).toBeGreaterThanOrEqual(40)
  })
})

describe('a restricted key', () => {
  it('takes its own events, and sets the others aside', async () => {
    const key = await door.platform.keys.make({ name: 'narrow', roles: ['ingest'], sources: ['narrow'], types: ['code.claimed', 'gone.type'], units: ['341502'] })
    const own = event('n1', { source: 'narrow' })
    const { body } = await door.post(ndjson(own, { ...own, id: 'n2', source: 'other' }, { ...own, id: 'n3', type: 'code.shown', data: {} }, { ...own, id: 'n4', subject: '裕安区' }), { ...LINES, authorization: `Bearer ${key}` })
    expect(IngestReply.parse(body).quarantined.map(({ id, code, detail }) => `${id} ${code} ${detail}`)).toEqual([
      'n2 not_permitted source: found "other", expected a source that the key permits. Send with a key that permits this source, or have the key extended and replay.',
      'n3 not_permitted type: found "code.shown", expected a type that the key permits. Send with a key that permits this type, or have the key extended and replay.',
      'n4 not_permitted subject: found "341503", expected a unit that the key permits. Send with a key that permits this unit, or have the key extended and replay.',
    ])
  })

  it('without the role is refused as a whole', async () => {
    const key = await door.platform.keys.make({ name: 'judge', roles: ['judge'] })
    expect(await door.post(JSON.stringify(event('j1')), { authorization: `Bearer ${key}` })).toMatchObject({ status: 403, body: { code: 'not_permitted', detail: 'The key "judge" has the roles judge; this request needs the role ingest. Ask for a key with that role.' } })
  })
})
