import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from '@protobi/exceljs'
import { RubricPage } from '@tierline/contracts/rubric/page'
import { ProblemError } from '@tierline/platform/http/problem'
import { Trial } from '../testing/trial.ts'
import { RubricPages } from './rubric-pages.ts'

const VERSION = /^version: .*$/m
const file = readFileSync(join(process.cwd(), 'rubrics/liuan-2021.yaml'), 'utf8')
const liuan = file.replace(VERSION, "version: '2021.8'")
const later = file.replace(VERSION, "version: '2021.9'")
let trial: Trial
let pages: RubricPages

beforeAll(async () => {
  trial = await Trial.open()
  await trial.registry.load([{ name: 'liuan-2021.yaml', text: liuan }])
  await trial.registry.load([{ name: 'liuan-2021.yaml', text: later }])
  pages = new RubricPages(trial.db, trial.clock)
})
afterAll(() => trial.close())

/** The workbook of the version in force, read by a library that did not write it. */
async function workbook(): Promise<ExcelJS.Workbook> {
  const { body } = await pages.file('liuan-2021', { kind: 'xlsx', hash: undefined, language: 'zh' })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(body as unknown as ArrayBuffer)
  return book
}

describe('the page of a rubric', () => {
  it('is what the contract says, of the version in force, with every version that was loaded', async () => {
    const page = RubricPage.parse(JSON.parse(JSON.stringify(await pages.page('liuan-2021', undefined))))
    expect(page.sheets.version).toBe('2021.9')
    expect(page.versions.map(({ version, active }) => [version, active])).toEqual([['2021.9', true], ['2021.8', false]])
    expect(page.sheets.table.rows).toHaveLength(36)
  })

  it('shows a version that is not in force any more, by the first letters of its hash', async () => {
    const { versions } = await pages.page('liuan-2021', undefined)
    const old = versions.find(({ version }) => version === '2021.8')?.hash ?? ''
    expect((await pages.page('liuan-2021', old.slice(0, 8))).sheets.version).toBe('2021.8')
  })

  it('opens at the version of today, not at a draft', async () => {
    const draft = file.replace(VERSION, "version: 'next'\nstatus: draft")
    const other = await Trial.open()
    try {
      await other.registry.load([{ name: 'liuan-2021@next.yaml', text: draft }, { name: 'liuan-2021.yaml', text: liuan }])
      const { sheets, versions } = await new RubricPages(other.db, other.clock).page('liuan-2021', undefined)
      expect(sheets.version).toBe('2021.8')
      expect(new Map(versions.map(({ version, status }) => [version, status]))).toEqual(new Map([['2021.8', 'in_force'], ['next', 'draft']]))
    } finally {
      await other.close()
    }
  })

  it.each([
    ['a rubric that was never loaded', 'gone', undefined, 'GET /v1/rubrics lists'],
    ['a version that was never loaded', 'liuan-2021', 'ffffffff', '2021.8 ('],
    ['no hash at all', 'liuan-2021', '', '2021.9 ('],
  ])('names what there is for %s', async (_, id, hash, words) => {
    const error: unknown = await pages.page(id, hash).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problem).toMatchObject({ status: 404, detail: expect.stringContaining(words) })
  })
})

describe('the workbook of a rubric', () => {
  it('opens elsewhere: the official table, definitions, open questions, wrong figures and the version, a sheet each', async () => {
    const names = (await workbook()).worksheets.map(({ name }) => name)
    expect(names).toEqual(['评分细则', '口径', '文件未明之处', '文件数字不符之处', '版本'])
  })

  it('has the columns of the document under a merged title, and points as numbers with their decimals', async () => {
    const sheet = (await workbook()).getWorksheet('评分细则')
    const columns = ['序号', '一级指标', '二级指标', '三级指标', '指标分值', '指标解释', '评分标准', '自评得分']
    expect(columns.map((_, at) => sheet?.getCell(2, at + 1).value)).toEqual(columns)
    expect(sheet?.getCell('A1').isMerged).toBe(true)
    expect(sheet?.getCell('H1').master.address).toBe('A1')
    expect([sheet?.getCell('E3').value, sheet?.getCell('E3').numFmt]).toEqual([2, '0.00'])
    expect(sheet?.rowCount).toBe(2 + 36)
  })

  it('lets the rows of a branch share its cell', async () => {
    const sheet = (await workbook()).getWorksheet('评分细则')
    expect(sheet?.getCell('B3').value).toBe('决策（5 分）')
    expect(sheet?.getCell('B4').master.address).toBe('B3')
  })

  it('prints on A4 across, its header on every page', async () => {
    const sheet = (await workbook()).getWorksheet('评分细则')
    expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, printTitlesRow: '1:2' })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
    expect(sheet?.headerFooter.oddFooter).toContain('第 &P 页，共 &N 页')
  })

  it('says which content it was made of', async () => {
    const sheet = (await workbook()).getWorksheet('版本')
    const { sheets } = await pages.page('liuan-2021', undefined)
    expect(sheet?.getCell(sheet.rowCount, 2).value).toBe(sheets.hash)
  })
})

describe('the other files', () => {
  it.each([['md', '# 六安市'], ['html', '<!doctype html>']] as const)('come as %s too', async (kind, start) => {
    const file = await pages.file('liuan-2021', { kind, hash: undefined, language: 'zh' })
    expect(String(file.body).startsWith(start)).toBe(true)
    expect(file.name).toBe(`liuan-2021-2021.9.${kind}`)
  })
})
