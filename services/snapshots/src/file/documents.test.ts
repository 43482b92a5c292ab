import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import { SNAPSHOT_STATES } from '@tierline/contracts/snapshot/snapshot'
import mammoth from 'mammoth'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { bulletinOf } from '../model/bulletin/bulletin.ts'
import { Fonts } from './drawn/fonts.ts'
import { csvRows, drawHere, fileOf, partOf, pdfPages, workbookOf } from './testing/read-back.ts'
import { comparedWith, frozenOf, scoredSnapshot, unitsOf } from './testing/scored-stand.ts'
import { writeFile } from './write-file.ts'

let frozen: FrozenSnapshot
let rows: FrozenRow[]

beforeAll(async () => {
  rows = []
  for await (const row of (await scoredSnapshot()).rows()) rows.push(row)
  const adjustment = { unit: 'z2', name: '第2示范区', indicator: 'claim_completion', title: { zh: '申领数完成率', en: '' }, points: '-1.00', before: '3.00', after: '2.00', scoreBefore: '97.00', scoreAfter: '96.00', by: '李科长', reason: '重复计数', evidence: '核查表', objection: 3 }
  frozen = await scoredSnapshot({
    head: {
      adjustments: [adjustment], compared: { before: comparedWith(rows, '2021-09', () => ({ score: '90.05' })), yearBefore: null },
      bulletin: { addressees: '各县区人民政府', issuer: '六安市数据资源管理局', praise: { score: '60', by: '市局', on: '2021-01-01' }, name: { score: '68.50', by: '市局', on: '2021-01-01' } },
    },
  })
})

const twips = (mm: number): number => Math.round(mm * 1_440 / 25.4)
const docxText = async (of: FrozenSnapshot): Promise<string> => (await mammoth.extractRawText({ buffer: await fileOf(of, 'docx') })).value

describe('the bulletin', () => {
  it('tells in the official order, with 环比 and every figure as it is published', async () => {
    const text = await docxText(frozen)
    const order = ['关于六安市', '各县区人民政府：', '一、总体情况', '二、排名前三的单位', '三、达到 100 % 的单位', '四、低于点名线的单位', '五、予以表扬的单位', '六、异议处理与得分调整', '附件：', '六安市数据资源管理局\n', '2022年1月5日\n', '考评结果一览表\n']
    const places = order.map((part) => text.indexOf(part, part.startsWith('考评结果') ? text.indexOf('2022年1月5日\n') : 0))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(text).toContain('平均得分95.75，环比上升5.70分')
    expect(text).toContain('由3.00调整为2.00，总得分由97.00调整为96.00')
    for (const row of rows) expect(text).toContain(row.score ?? '')
    expect(text).toContain(frozen.hash)
  })

  it('names nobody below a line that nobody declared', async () => {
    const { paragraphs } = await bulletinOf(await scoredSnapshot())
    expect(paragraphs.filter(({ style }) => style === 'heading').map(({ text }) => text)).toEqual(['一、总体情况', '二、排名前三的单位', '三、达到 100 % 的单位'])
  })

  it('names below the line only who is certainly below it, and says who declared it', async () => {
    const { paragraphs } = await bulletinOf(frozen)
    const text = paragraphs.map((one) => one.text).join('\n')
    expect(text).toContain('点名线为总得分68.50分（市局，2021-01-01确定），尚无可以确定低于点名线的单位')
    expect(text).toContain('尚不能确定是否低于点名线的单位：第4示范区')
    expect(text).toContain('对达到表扬线的4个单位予以表扬')
  })

  it('is set after GB/T 9704: margins, grid of 22 × 28, fonts by their names, page numbers on the outer edges', async () => {
    const docx = await fileOf(frozen, 'docx')
    const document = partOf(docx, 'word/document.xml')
    expect(document).toContain(`<w:pgMar w:top="${twips(37)}" w:right="${twips(26)}" w:bottom="${twips(35)}" w:left="${twips(28)}"`)
    const grid = /<w:docGrid w:type="linesAndChars" w:linePitch="(\d+)" w:charSpace="(-?\d+)"/.exec(document)
    expect(Math.floor((twips(297) - twips(37) - twips(35)) / Number(grid?.[1]))).toBe(22)
    expect(Math.round((twips(210) - twips(28) - twips(26)) / 20 / (16 + Number(grid?.[2]) / 4_096))).toBe(28)
    for (const name of ['方正小标宋简体', '仿宋_GB2312', '黑体']) expect(document).toContain(`w:eastAsia="${name}"`)
    expect(document).toMatch(/w:eastAsia="方正小标宋简体"[^>]*\/>\s*<w:sz w:val="44"\/>/)
    const footers = [1, 2].map((number) => partOf(docx, `word/footer${number}.xml`))
    expect(footers.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1])).toEqual(['right', 'left'])
    expect(footers[0]).toContain('— ')
    expect(partOf(docx, 'word/settings.xml')).toContain('evenAndOddHeaders')
  })
})

describe('every file', () => {
  it.each(SNAPSHOT_STATES.filter((state) => state !== 'issued'))('in state %s says that it is not official', async (state) => {
    const open = await scoredSnapshot({ state })
    expect((await writeFile(open, 'csv', drawHere)).name).toContain('非正式')
    expect(await docxText(open)).toContain('非正式：')
    expect((await csvRows(open)).map(([first]) => first).join('\n')).toContain('非正式：')
    expect((await workbookOf(open)).worksheets[0]?.getCell('A2').text).toContain('非正式：')
    expect((await workbookOf(open)).worksheets.every(({ headerFooter }) => headerFooter.oddFooter?.includes('非正式'))).toBe(true)
  })

  it('of a demo board says 演示数据', async () => {
    const demo = await scoredSnapshot({ board: { demo: true } })
    expect([await docxText(demo), (await csvRows(demo)).flat().join(), (await workbookOf(demo)).worksheets[0]?.getCell('A2').text].every((text) => text?.includes('演示数据'))).toBe(true)
  })
})

describe('the workbook', () => {
  it('is printed as an official table', async () => {
    const book = await workbookOf(frozen)
    const sheet = book.worksheets[0]
    expect(book.worksheets.map(({ name }) => name)).toEqual(['考评结果', '口径', '调整', '存疑', '说明'])
    expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, printTitlesRow: '1:5' })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 5, xSplit: 3 })
    expect(sheet?.headerFooter.oddFooter).toContain('第 &P 页，共 &N 页')
    expect(sheet?.getCell('B1').isMerged).toBe(true)
    expect(sheet?.getCell('B6').font.name).toBe('仿宋_GB2312')
    expect(book.getWorksheet('调整')?.getRow(3).getCell(4).value).toBe(3)
    expect(sheet?.getColumn(sheet.columnCount).values).toContain('341500-jkq')
  })
})

describe('the pdf', () => {
  it('holds the text, the annex, every published value and the whole hash', async () => {
    const text = (await pdfPages(await fileOf(frozen, 'pdf'))).join('\n').replace(/\s/g, '')
    for (const part of ['关于六安市', '附件', '分项指标明细', '指标口径与依据', frozen.hash, '2022年1月5日']) expect(text).toContain(part)
    const figures = rows.flatMap(({ cells }) => Object.values(cells).flatMap(({ value, points }) => [value, points])).filter((figure) => figure !== null && !/[✓✗]/.test(figure)).map((figure) => figure?.replace(/\s/g, '') ?? '')
    expect(figures.length).toBeGreaterThan(100)
    expect(figures.filter((figure) => !text.includes(figure))).toEqual([])
  })

  it.each(['pdf', 'png'] as const)('and the like (%s) refuse to be written with characters that the font has not, and name them', async (format) => {
    const units = []
    for (const unit of await unitsOf(frozen)) units.push({ ...unit, row: { ...unit.row, name: `${unit.row.name}\u{2A6A5}` } })
    const odd = await frozenOf(frozen.head, units)
    await expect(fileOf(odd, format)).rejects.toThrow(/“\u{2A6A5}” \(U\+2A6A5\) in .*TIERLINE_FONTS/u)
  })

  it('takes the font of the bureau', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tierline-fonts-'))
    await expect(new Fonts(folder).file('regular')).rejects.toThrow(/expected regular\.otf or regular\.ttf/)
    const carried = new Fonts(null)
    for (const weight of ['regular', 'bold'] as const) await copyFile((await carried.file(weight)).path, join(folder, `${weight}.otf`))
    expect((await new Fonts(folder).file('bold')).path).toBe(join(folder, 'bold.otf'))
    await rm(folder, { recursive: true })
  })
})

describe('the picture', () => {
  it('is twice the size of its drawing, of at most 60 rows', async () => {
    const one = await fileOf(frozen, 'png')
    expect([one.subarray(1, 4).toString(), one.readUInt32BE(16)]).toEqual(['PNG', 2_400])
    const units = []
    for (const unit of await unitsOf(frozen)) for (let copy = 0; copy < 20; copy++) units.push({ ...unit, row: { ...unit.row, unit: `${unit.row.unit}-${copy}` } })
    const many = await fileOf(await frozenOf(frozen.head, units), 'png')
    expect(many.readUInt32BE(20) - one.readUInt32BE(20)).toBe(2 * ((60 - 4) * 36 + 18))
  })
})
