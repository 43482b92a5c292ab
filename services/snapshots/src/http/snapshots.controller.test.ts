import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { SnapshotDetail, SnapshotDifference, SnapshotList, SnapshotRows, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import { openApp } from '@tierline/platform/http/open-app'
import { FrozenCity, MONTHLY, TOWNS_2021 } from '../testing/frozen-city.ts'
import { SnapshotsProcessModule } from '../snapshots.module.ts'

let city: FrozenCity
let app: NestFastifyApplication
let url: string
const keys: Record<string, string> = {}

beforeAll(async () => {
  city = await FrozenCity.open()
  await city.verified('t1', '2021-10-01T09:00:00+08:00', 3)
  await city.score('2021-11-02T08:00:00+08:00')
  for (const role of ['issue', 'claim', 'judge', 'ingest', 'watch']) keys[role] = await city.platform.keys.make({ name: role, roles: [role], ...(role === 'claim' ? { units: ['t1'] } : {}) })
  app = await openApp(SnapshotsProcessModule.of(Object.assign({}, city.platform, { rules: { ...city.platform.rules, snapshotPlans: [] } })), city.platform)
  await app.listen(0, '127.0.0.1')
  url = await app.getUrl()
})
afterAll(async () => {
  await app.close()
  await city.close()
})

async function send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, { as, body }: { as?: string; body?: object } = {}): Promise<{ status: number; json: unknown }> {
  const headers = { ...(as === undefined ? {} : { authorization: `Bearer ${keys[as] ?? ''}` }), ...(body ? { 'content-type': 'application/json' } : {}) }
  const reply = await fetch(`${url}/v1/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: reply.status, json: await reply.json() }
}

const BY = { by: '李四', reason: '年度通报' }
const PLAN = { plan: { ...MONTHLY, id: 'yearly', period: 'year', steps: { objectionDays: 2 } }, ...BY }

describe('snapshots over HTTP', () => {
  it.each<[string, 'POST' | 'PUT' | 'DELETE', string, object, string[]]>([
    ['a plan', 'PUT', 'snapshot-plans/yearly', PLAN, ['claim', 'judge', 'ingest', 'watch']], ['a freeze', 'POST', 'snapshots', { key: TOWNS_2021, ...BY }, ['claim', 'judge', 'ingest', 'watch']],
    ['a move', 'POST', 'snapshots/1/move', { to: 'final', by: '李四', note: '定稿' }, ['claim', 'judge', 'ingest']], ['a revision', 'POST', 'snapshots/1/revisions', BY, ['judge']],
    ['an objection', 'POST', 'snapshots/1/objections', { unit: 't1', indicator: 'late', ...BY, evidence: '无' }, ['ingest', 'watch']], ['a decision', 'POST', 'objections/1/decide', { accept: false, ...BY }, ['claim', 'ingest']],
    ['a removal', 'DELETE', 'snapshot-plans/yearly', BY, ['judge']],
  ])('let nobody without the role do %s', async (_, method, path, body, roles) => {
    expect((await send(method, path, { body })).status).toBe(401)
    for (const as of roles) expect((await send(method, path, { as, body })).status).toBe(403)
  })

  it('go their whole way', async () => {
    expect((await send('PUT', 'snapshot-plans/yearly', { as: 'issue', body: PLAN })).status).toBe(200)
    const made = await send('POST', 'snapshots', { as: 'issue', body: { key: TOWNS_2021, ...BY } })
    expect(made).toMatchObject({ status: 201, json: { id: 1, state: 'draft', moves: ['objections', 'withdrawn'] } })
    expect(await send('POST', 'snapshots/1/move', { as: 'issue', body: { to: 'objections', by: '李四', note: '公示' } })).toMatchObject({ status: 200, json: { state: 'objections', due: '2021-11-04T16:00:00.000Z' } })
    expect(await send('POST', 'snapshots/1/objections', { as: 'claim', body: { unit: 't2', indicator: 'late', ...BY, evidence: '无' } })).toMatchObject({ status: 403 })
    expect(await send('POST', 'snapshots/1/objections', { as: 'claim', body: { unit: 't1', indicator: 'late', ...BY, evidence: '无' } })).toMatchObject({ status: 201, json: { id: 1, state: 'open' } })
    expect(await send('POST', 'snapshots/1/move', { as: 'issue', body: { to: 'final', by: '李四', note: '定稿' } })).toMatchObject({ status: 409 })
    expect(await send('POST', 'objections/1/decide', { as: 'judge', body: { accept: false, ...BY } })).toMatchObject({ status: 200, json: { state: 'rejected' } })
    expect(await send('POST', 'snapshots/1/move', { as: 'issue', body: { to: 'final', by: '李四', note: '定稿' } })).toMatchObject({ status: 200, json: { state: 'final' } })
    expect(await send('POST', 'snapshots/1/move', { as: 'issue', body: { to: 'issued', by: '王五', note: '签发' } })).toMatchObject({ status: 200, json: { issued: { by: '王五' } } })
  })

  it('are read without a key, as the contract has them', async () => {
    expect(SnapshotList.parse((await send('GET', 'snapshots?state=issued')).json).snapshots).toHaveLength(1)
    expect(SnapshotDetail.parse((await send('GET', 'snapshots/1')).json).steps.map(({ state }) => state)).toEqual(['draft', 'objections', 'final', 'issued'])
    expect(SnapshotRows.parse((await send('GET', 'snapshots/1/rows')).json).rows).toHaveLength(3)
    expect(SnapshotVerification.parse((await send('POST', 'snapshots/1/verify')).json).holds).toBe(true)
    expect(SnapshotDifference.parse((await send('GET', 'snapshots/1/late')).json).units).toEqual([])
    expect(SnapshotDifference.parse((await send('GET', 'snapshots/1/difference?with=1')).json).units).toEqual([])
  })

  it.each([['snapshots/99', 404], ['snapshots/x', 404], ['snapshots?state=lost', 400], ['snapshots?colour=red', 400], ['snapshots/1/difference', 400], ['snapshot-plans/none', 404]])('answer %s with %d', async (path, status) => {
    expect((await send('GET', path)).status).toBe(status)
  })
})
