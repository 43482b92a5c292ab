import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { buildCommands, newFolder, RunningCommand, tierline } from '../testing/command-process.ts'

const RUBRICS = fileURLToPath(new URL('../../../../rubrics', import.meta.url))
const LIUAN = join(RUBRICS, 'liuan-2021.yaml')
const SMALL = join(RUBRICS, 'ningguo-2020.yaml')

/** A process start each, on a machine that may be busy. */
const PATIENCE_MS = 60_000

let folder = ''
beforeAll(async () => {
  folder = await newFolder()
  await buildCommands()
}, 180_000)
afterAll(async () => { await rm(folder, { recursive: true, force: true }) })

describe('tierline, offline', () => {
  it('tells its commands in both languages', async () => {
    const { code, out } = await tierline('--help')
    expect(code).toBe(0)
    for (const name of ['start', 'demo', 'rubric', 'score', 'import', 'replay', 'reconcile', 'rebuild', 'key']) expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
    expect(out).toContain('退出码 / Exit codes')
  }, PATIENCE_MS)

  it.each([
    [['frobnicate'], 2, 'There is no command "frobnicate"'],
    [['start', '--prot', '1'], 2, "Unknown option '--prot'"],
    [['start', '--port', '99999'], 2, '--port: found "99999", expected a number from 0 to 65535.'],
    [['score', '--rubric', 'x.yaml'], 2, '--facts is missing'],
    [['rubric', 'chekc', 'x.yaml'], 2, 'found "chekc", expected check, test or render'],
    [['rubric', 'check', 'nowhere.yaml'], 3, 'nowhere.yaml: found no file that can be read (ENOENT)'],
    [['key', 'create', '--name', 'n', '--role', 'king'], 2, '--role: found king, expected at least one of ingest, claim, judge, watch, issue, admin.'],
    [['import', 'nowhere.csv', '--url', 'http://127.0.0.1:65000', '--key', 'k'], 3, 'nowhere.csv: found no such file'],
    [['replay', '--url', 'http://127.0.0.1:65000', '--key', 'k'], 3, 'found no answer (ECONNREFUSED), expected a running Tierline server'],
  ])('%j ends with code %d and says why', async (args, code, words) => {
    const said = await tierline(...args)
    expect(said.err).toContain(words)
    expect(said.code).toBe(code)
  }, PATIENCE_MS)

  it('checks, tests and renders a rubric', async () => {
    expect(await tierline('rubric', 'check', LIUAN)).toMatchObject({ code: 0, err: '' })
    const tested = await tierline('rubric', 'test', LIUAN)
    expect(tested).toMatchObject({ code: 0, err: '' })
    expect(tested.out).toMatch(/^\d{2,} 项通过 \/ passed，0 项未通过 \/ failed/)
    const rendered = await tierline('rubric', 'render', LIUAN)
    expect(rendered.code).toBe(0)
    expect(rendered.out).toContain('安康码申领及使用')
  }, PATIENCE_MS)

  it('renders a rubric to the file that the ending names, and refuses an ending that it does not know', async () => {
    for (const [name, start] of [['table.md', '# '], ['table.html', '<!doctype html>'], ['table.xlsx', 'PK']] as const) {
      const out = join(folder, name)
      expect(await tierline('rubric', 'render', LIUAN, '--out', out)).toMatchObject({ code: 0, err: '' })
      expect((await readFile(out, 'latin1')).startsWith(start)).toBe(true)
    }
    expect(await tierline('rubric', 'render', LIUAN, '--out', join(folder, 'table.doc'))).toMatchObject({ code: 2, err: expect.stringContaining('expected a name that ends in .md, .html, .xlsx') as unknown })
  }, PATIENCE_MS)

  it('names every fault of a rubric', async () => {
    const broken = join(folder, 'broken.yaml')
    await writeFile(broken, (await readFile(LIUAN, 'utf8')).replace("points: { total: '100'", "points: { total: '99'").replace('kind: per_capita', 'kind: per_person'))
    const { code, err } = await tierline('rubric', 'check', broken)
    expect(code).toBe(1)
    expect(err).toContain('per_person')
  }, PATIENCE_MS)

  it('scores a file of facts', async () => {
    const facts = join(folder, 'facts.yaml')
    await writeFile(facts, `period: '2021'\ninstant: 2021-12-31T23:59:59+08:00\nunits:\n  a: { name: 甲区, measures: { verified: '1200' }, attributes: { verification_target: '1000' } }\n`)
    const text = await tierline('score', '--rubric', LIUAN, '--facts', facts, '--explain')
    expect(text).toMatchObject({ code: 0, err: '' })
    expect(text.out).toContain('甲区')
    const { rows } = JSON.parse((await tierline('score', '--rubric', LIUAN, '--facts', facts, '--json')).out) as { rows: { cells: Record<string, { points: string; value: string }> }[] }
    expect(rows[0]?.cells['verification_completion']).toMatchObject({ points: '2.00', value: '120.00 %' })
  }, PATIENCE_MS)
})

describe('tierline rubric, over several files', () => {
  it('checks several files at once, with the place of each fault as JSON, and lists what no test reaches', async () => {
    const broken = join(folder, 'broken.yaml')
    await writeFile(broken, (await readFile(LIUAN, 'utf8')).replace("points: { total: '100'", "points: { total: '99'"))
    const { code, out } = await tierline('rubric', 'check', LIUAN, broken, '--json')
    expect(code).toBe(1)
    const faults = JSON.parse(out) as { file: string; path: string; line: number; column: number }[]
    expect(faults).toContainEqual(expect.objectContaining({ file: broken, path: 'points.total', line: expect.any(Number) as unknown, column: 11 }))
    const tested = await tierline('rubric', 'test', SMALL, '--coverage')
    expect(tested.out).toMatch(/covered \d+\/\d+ = [\d.]+ %/)
    expect(await tierline('rubric', 'test', SMALL, '--min-coverage', '0.1')).toMatchObject({ code: 0 })
    expect(await tierline('rubric', 'check')).toMatchObject({ code: 2 })
  }, PATIENCE_MS)
})

describe('tierline, with a server', () => {
  const running: RunningCommand[] = []
  afterAll(async () => { for (const one of running) await one.end('SIGKILL') })

  const start = async (): Promise<RunningCommand> => {
    const one = await RunningCommand.start('start', '--port', '0', '--data', join(folder, 'data'))
    running.push(one)
    return one
  }

  it('starts, imports, replays, reconciles and makes keys beside it, stops on Ctrl-C, and recovers from kill −9', async () => {
    const first = await start()
    const key = first.key ?? ''
    expect(key).not.toBe('')
    expect((await tierline('start', '--port', '0', '--data', join(folder, 'data')))).toMatchObject({ code: 3, err: expect.stringMatching(/in use by Tierline process \d+/) as unknown })

    const file = join(folder, 'events.ndjson')
    const line = (id: string, subject: string): string => JSON.stringify({ specversion: '1.0', source: 'cli', id, type: 'code.shown', subject, time: '2021-06-01T10:00:00+08:00', data: { count: 3 } })
    await writeFile(file, [line('1', '金安区'), line('2', '裕安'), line('3', '没有的区')].join('\n'))
    const imported = await tierline('import', file, '--url', first.url, '--key', key)
    expect(imported.out).toContain('收到 / accepted 3 · 重复 / duplicates 0')
    expect(imported.code).toBe(1)
    expect((await tierline('import', file, '--url', first.url, '--key', key)).out).toContain('重复 / duplicates 2')
    expect((await tierline('replay', '--url', first.url, '--key', key)).out).toContain('0 of')

    const made = await tierline('key', 'create', '--name', 'clerk', '--role', 'ingest', '--data', join(folder, 'data'))
    expect(made.code).toBe(0)
    const posted = await fetch(`${first.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${made.out.trim()}`, 'content-type': 'application/x-ndjson' }, body: line('4', '霍山县') })
    expect(posted.status).toBe(200)
    expect(await tierline('reconcile', '--data', join(folder, 'data'))).toMatchObject({ code: 0, out: expect.stringContaining('every cell agrees') as unknown })
    expect(await tierline('rebuild', '--data', join(folder, 'data'))).toMatchObject({ code: 0, out: expect.stringContaining('swapped in') as unknown })
    expect(await first.end('SIGINT')).toBe(0)
    expect(first.text).toContain('no process and no port is left')

    const second = await start()
    expect(second.key).toBeNull()
    await second.end('SIGKILL')
    const third = await start()
    const { outcomes } = await (await fetch(`${third.url}/v1/reconciliation`)).json() as { outcomes: { counted: number; duplicate: number } }
    expect(outcomes).toMatchObject({ counted: 3, duplicate: 2 })
    expect(await third.end('SIGTERM')).toBe(0)
    // Without a server, the commands bring their own PostgreSQL and take it along.
    expect(await tierline('reconcile', '--data', join(folder, 'data'), '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"balanced": true') as unknown })
  }, 300_000)
})
