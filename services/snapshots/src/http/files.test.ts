import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Get, Param } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { FilePreview } from '@tierline/contracts/snapshot/snapshot'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openLogger } from '@tierline/platform/logger'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { SnapshotFiles } from '../file/snapshot-files.ts'
import { storeFrozen } from '../file/testing/store-frozen.ts'
import { scoredSnapshot } from '../file/testing/scored-stand.ts'
import { FilesController } from './files.controller.ts'

@Controller('v1/snapshots')
class OneController {
  @Get(':id')
  one(@Param('id') id: string): { one: string } {
    return { one: id }
  }
}

let test: TestDatabase
let app: NestFastifyApplication
let id: number
let hash: string
let url: string

beforeAll(async () => {
  test = await openTestDatabase()
  const frozen = await scoredSnapshot()
  hash = frozen.hash
  id = await storeFrozen(test.db, frozen)
  const module = { module: class FilesInTest {}, controllers: [OneController, FilesController], providers: [{ provide: SnapshotFiles, useValue: new SnapshotFiles(test.db, { fontsFolder: null }) }] }
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(openLogger('silent')))
  await app.listen(0, '127.0.0.1')
  url = await app.getUrl()
})

afterAll(async () => {
  await app.close()
  await test.close()
})

async function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; header(name: string): string; body: Buffer; json(): unknown }> {
  const reply = await fetch(`${url}/v1/snapshots/${path}`, { headers })
  const body = Buffer.from(await reply.arrayBuffer())
  return { status: reply.status, header: (name) => reply.headers.get(name) ?? '', body, json: () => JSON.parse(body.toString()) as unknown }
}

describe('files over HTTP', () => {
  it.each(['xlsx', 'csv', 'docx', 'pdf', 'png', 'json'])('gives the %s to be saved under its Chinese name', async (format) => {
    const reply = await get(`${id}.${format}`)
    expect(reply.status).toBe(200)
    const disposition = reply.header('content-disposition')
    expect(disposition).toContain(`attachment; filename="snapshot-${id}.${format}"`)
    expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '')).toBe(`六安市“安康码”应用便民工程绩效考评2021年通报（六安市县区）.${format}`)
    expect(reply.header('etag')).toContain(hash)
    expect(reply.header('etag')).toContain(format)
    expect(reply.body.length).toBeGreaterThan(1_000)
    const again = await get(`${id}.${format}`, { 'if-none-match': reply.header('etag') })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  it('leaves /v1/snapshots/{id} to the other route', async () => {
    expect((await get(String(id))).json()).toEqual({ one: String(id) })
  })

  it.each([['99.xlsx', 404, 'not_found'], ['x.xlsx', 404, 'not_found'], ['1.exe', 400, 'unknown_format'], ['1/preview?format=png', 400, 'unknown_format']])('refuses %s', async (path, status, code) => {
    const reply = await get(path)
    expect([reply.status, (reply.json() as { code: string }).code]).toEqual([status, code])
  })

  it.each(['xlsx', 'csv', 'docx'])('previews the %s as it will be printed', async (format) => {
    const preview = FilePreview.parse((await get(`${id}/preview?format=${format}`)).json())
    const tables = preview.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
    expect(tables[0]?.rows.map((row) => row[1])).toEqual(['六安经济技术开发区', '第2示范区', '第3示范区', '第4示范区'])
    for (const { header, rows, numeric } of tables) {
      expect(header[0]?.reduce((sum, { columns }) => sum + columns, 0)).toBe(numeric.length)
      expect(rows.every((row) => row.length === numeric.length)).toBe(true)
    }
    expect(JSON.stringify(preview)).toContain(hash.slice(0, 8))
  })
})
