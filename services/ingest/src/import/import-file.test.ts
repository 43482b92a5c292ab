import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openDoorServer } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'
import { importFile } from './import-file.ts'
import type { ImportProgress } from './import-order.ts'

const MAP = `
format: csv
source: SOURCE
time: { format: iso, offset: '+08:00' }
unit: { column: unit }
events:
  - { type: ticket.opened, id: { text: '{no}/opened' }, time: opened, data: { ticket: no, limit_working_days: { column: limit, kind: integer } } }
  - { type: ticket.closed, id: { text: '{no}/closed' }, time: closed, when: [{ column: closed, present: true }], data: { ticket: no } }
`

let door: DoorServer
let folder: string
beforeAll(async () => { door = await openDoorServer() }, 60_000)
afterAll(async () => { await door.close() })
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'import-')) })
afterEach(async () => { await rm(folder, { recursive: true, force: true }) })

async function files(source: string, rows: readonly string[], head = 'no,unit,opened,closed,limit'): Promise<{ file: string; map: string }> {
  const [file, map] = [join(folder, 'tickets.csv'), join(folder, 'MAP.yaml')]
  await writeFile(file, `\u{feff}${[head, ...rows].join('\r\n')}\r\n`)
  await writeFile(map, MAP.replace('SOURCE', source))
  return { file, map }
}

const row = (no: number): string => `T${no},金安,2021-10-01 08:00:00,${no % 2 ? '2021-10-02' : ''},10`

describe('importFile', () => {
  it('sends every row, and counts nothing twice when it is run again', async () => {
    const order = { ...await files('twice', Array.from({ length: 6_000 }, (_, no) => row(no))), url: door.url, key: door.key }
    const seen: ImportProgress[] = []
    expect(await importFile({ ...order, onProgress: (progress) => seen.push(progress) })).toEqual({
      rows: 6_000, events: 9_000, accepted: 9_000, duplicates: 0, quarantined: 0, rejected: 0, notSent: 0, resumedAfter: 0, report: null,
    })
    expect(seen.at(-1)).toMatchObject({ rows: 6_000, waitingFor: null })
    expect(seen.at(-1)?.bytesRead).toBe(seen.at(-1)?.bytesTotal)
    expect(await importFile(order)).toMatchObject({ accepted: 9_000, duplicates: 9_000 })
    expect((await readdir(folder)).sort()).toEqual(['MAP.yaml', 'tickets.csv'])
  }, 30_000)

  it('reports what was refused, by line, column, found, expected and mend', async () => {
    const order = { ...await files('report', [row(1), '"T2",nowhere,2021-10-01,,10', 'T3,金安,yesterday,,10', 'T4,金安,2021-10-01,,=1+1', 'T5,金安,1970-01-01,,10', 'T6,金安', '"T7\nT7",金安,2021-10-01,,999', row(8)]), url: door.url, key: door.key }
    const result = await importFile(order)
    expect(result).toMatchObject({ rows: 8, events: 6, accepted: 6, quarantined: 3, rejected: 0, notSent: 3 })
    expect(await readFile(result.report ?? '', 'utf8')).toBe([
      '\u{feff}line,id,code,column,found,expected,mend',
      '3,T2/opened,unknown_unit,unit,"""nowhere""",the code or an alias of a unit,Add the alias with POST /v1/units/{code}/aliases and replay.',
      '4,,not_sent,opened,"""yesterday""",a time like the map’s time.format,"Mend the row, or the format in the map."',
      '5,,not_sent,limit,"""=1+1""",a whole number,"Mend the row, or the kind in the map."',
      '6,T5/opened,absurd_time,opened,1969-12-31T16:00:00.000Z,an instant from 2000-01-01T00:00:00Z to 24 hours from now (2021-12-16T02:00:00.000Z),Mend the clock of the sender and send the event again with the same id.',
      '7,,not_sent,,2 cells,"5 cells, as the header has",Mend the delimiters or quotes of the row.',
      '8,"T7\nT7/opened",wrong_field,limit,999,an integer from 0 to 400,"Mend the value and send the event again with the same id. data.ticket: found ""T7\u{fffd}T7"", expected a code: a text of 1 to 128 characters without spaces around it. Mend the value and send the event again with the same id."',
      '',
    ].join('\r\n'))
  })

})

describe('importFile, broken off', () => {
  it('goes on where it was broken off', async () => {
    const order = { ...await files('resume', Array.from({ length: 12_000 }, (_, no) => row(no))), url: door.url, key: door.key }
    let posts = 0
    const broken = await importFile({ ...order, onProgress: () => { posts += 1; if (posts === 2) throw new Error('the power went out') } }).catch((error: unknown) => error)
    expect(broken).toEqual(new Error('the power went out'))
    const result = await importFile(order)
    expect(result.resumedAfter).toBeGreaterThan(3_000)
    expect(result).toMatchObject({ rows: 12_000, events: 18_000, accepted: 18_000, notSent: 0 })
    expect(door.consumer.records.filter((record) => record.source === 'resume')).toHaveLength(18_000)
  }, 30_000)

  it('tries again while the door is overloaded or cuts the connection, with the same ids', async () => {
    const order = { ...await files('retry', [row(1), row(2)]), key: door.key }
    let attempts = 0
    const proxy = await listen(createServer((request, response) => {
      attempts += 1
      if (attempts === 1) return void request.socket.destroy()
      if (attempts === 2) return void response.writeHead(503, { 'retry-after': '0' }).end()
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        // The events arrive, the answer does not: the sender cannot know.
        const passed = door.post(Buffer.concat(chunks), { 'content-type': 'application/x-ndjson' })
        void passed.then(({ body }) => (attempts === 3 ? request.socket.destroy() : response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))))
      })
    }))
    const reasons = new Set<string | null>()
    const result = await importFile({ ...order, url: proxy.url, onProgress: ({ waitingFor }) => reasons.add(waitingFor) })
    await proxy.close()
    expect(result).toMatchObject({ accepted: 3, duplicates: 3 })
    expect([...reasons].filter((reason) => reason?.startsWith('no connection'))).not.toEqual([])
    expect(reasons).toContain('status 503')
    expect(door.consumer.counted.filter((id) => id === 'T1/closed' || id === 'T2/opened')).not.toEqual([])
  }, 30_000)

})

describe('importFile, when something is in the way', () => {
  it('stops with the mend when the key is wrong or nobody answers', async () => {
    const order = await files('stop', [row(1)])
    await expect(importFile({ ...order, url: door.url, key: 'tl_wrong' })).rejects.toThrow('found status 401, expected 200. The request carries no valid API key.')
    await expect(importFile({ ...order, url: 'http://127.0.0.1:9', key: 'x', patienceMs: 100 })).rejects.toThrow('Start the server, then run the import again: it goes on where it stopped.')
  })

  it('stops before the first event when a column is missing or the bytes are of another encoding', async () => {
    const order = { ...await files('columns', ['x'], 'no'), url: door.url, key: door.key }
    await expect(importFile(order)).rejects.toThrow('found the columns no, expected also unit, opened, limit, closed. Mend the names in the map')
    await writeFile(order.file, Buffer.from([0x6e, 0x6f, 0x0a, 0xbd, 0xf0, 0xb0, 0xb2]))
    await expect(importFile(order)).rejects.toThrow('found bytes that are not utf-8, expected utf-8 as the map says. Try encoding: gb18030 in the map.')
  })

  it('reads GB 18030 where the map says so', async () => {
    const order = { ...await files('gb', []), url: door.url, key: door.key }
    await writeFile(order.map, `encoding: gb18030\n${MAP.replace('SOURCE', 'gb')}`)
    await writeFile(order.file, Buffer.concat([Buffer.from('no,unit,opened,closed,limit\nT1,'), Buffer.from([0xbd, 0xf0, 0xb0, 0xb2]), Buffer.from(',2021-10-01,,10\n')]))
    expect(await importFile(order)).toMatchObject({ accepted: 1, quarantined: 0 })
  })

  it('passes CloudEvents on, one a line', async () => {
    const file = join(folder, 'events.ndjson')
    const event = { specversion: '1.0', source: 'nd', id: 'n1', type: 'code.shown', subject: '金安', time: '2021-10-01T00:00:00Z', data: {} }
    await writeFile(file, `${JSON.stringify(event)}\n\n{"a":\n${JSON.stringify({ ...event, id: 'n2', data: { count: 0 } })}`)
    const result = await importFile({ file, map: null, url: door.url, key: door.key })
    expect(result).toMatchObject({ rows: 3, accepted: 2, quarantined: 1, notSent: 1 })
    expect(await readFile(result.report ?? '', 'utf8')).toContain('3,n2,wrong_field,data.count,0,an integer from 1 to 1000000000,')
  })
})

async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections() }) }
}
