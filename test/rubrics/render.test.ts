import { beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRubric, renderRubric, rowSpans, rubricSheets } from '@tierline/scoring'
import type { RubricSheets } from '@tierline/scoring'

/** A rubric of the repository, rendered. */
function sheetsOf(id: string): RubricSheets {
  const parsed = parseRubric(readFileSync(join(process.cwd(), 'rubrics', `${id}.yaml`), 'utf8'), `${id}.yaml`)
  if ('faults' in parsed) throw new Error(`${id} is not whole: ${JSON.stringify(parsed.faults)}`)
  return rubricSheets(parsed.rubric)
}

describe('the table of 六安 2021', () => {
  let sheets: RubricSheets
  beforeAll(() => { sheets = sheetsOf('liuan-2021') })

  it('has the columns of the document, in its order', () => {
    expect(sheets.table.columns.map(({ zh }) => zh)).toEqual(['序号', '一级指标', '二级指标', '三级指标', '指标分值', '指标解释', '评分标准', '自评得分'])
    expect(sheets.table.levels).toEqual([1, 2])
  })

  it('has a row for each of the 35 clauses and the bonus, each with a sentence for its rule', () => {
    expect(sheets.table.rows).toHaveLength(36)
    for (const row of sheets.table.rows) expect(row.cells[6]?.zh.length).toBeGreaterThan(4)
  })

  it('says the points of a branch in its cell, which its rows share', () => {
    const first = sheets.table.rows.map((row) => row.cells[1]?.zh ?? '')
    expect(new Set(first.filter(Boolean))).toEqual(new Set(['决策（5 分）', '过程（20 分）', '产出（55 分）', '效益（20 分）']))
    const spans = rowSpans(sheets.table, 'zh').map((row) => row[1]).filter((span) => span !== 0)
    expect(spans.length).toBe(new Set(first.filter(Boolean)).size + first.filter((text) => text === '').length)
  })

  it('writes how each value is formed', () => {
    const formulas = new Map(sheets.definitions.rows.map((row) => [row.cells[0]?.zh, row.cells[3]?.zh]))
    expect(formulas.get('14')).toBe('回答满意的人数 ÷ 调查总人数')
    expect(formulas.get('13.1')).toBe('已处理申诉总时长 ÷ 申诉总条数')
    expect(formulas.get('1.1')).toBe('人工评定或逐项认定')
  })

  it('leaves the column for the self-assessment empty, to be filled in by hand', () => {
    expect(sheets.table.rows.every((row) => row.cells[7]?.zh === '')).toBe(true)
  })
})

describe('the table of an example with dated parameters', () => {
  const sheets = sheetsOf('examples/openness-2026')
  const texts = sheets.table.rows.flatMap((row) => row.cells.map((cell) => cell.zh))

  it('says each with its values and their days, never by its name', () => {
    expect(texts.filter((text) => text.includes('$'))).toEqual([])
    expect(texts.some((text) => /（2026-07-01 起 [\d.]+%?）/.test(text))).toBe(true)
  })

  it('says how branches are made', () => {
    expect(texts.some((text) => text.includes('权重'))).toBe(true)
    expect(texts.some((text) => text.includes('取平均'))).toBe(true)
  })
})

describe('the table of 青浦 2024', () => {
  it('says what takes all points, and what that counts', () => {
    const { table, definitions, facts } = sheetsOf('qingpu-towns-2024')
    const row = table.rows.findIndex((entry) => entry.cells.some((cell) => cell.zh.includes('服务评价')))
    expect(table.columns.map(({ zh }) => zh)).toEqual(['序号', '一级指标', '二级指标', '分值', '评分标准', '被考核对象'])
    expect(definitions.rows[row]?.cells[3]?.zh).toContain('；')
    expect(facts.map(({ title }) => title.zh)).toContain('一票否决')
  })
})

describe('a rendered rubric', () => {
  const parsed = parseRubric(readFileSync(join(process.cwd(), 'rubrics/liuan-2021.yaml'), 'utf8'), 'liuan-2021.yaml')
  if ('faults' in parsed) throw new Error('the rubric is not whole')

  it('names both figures where a printed one does not compute', () => {
    const { zh } = renderRubric(parsed.rubric)
    expect(zh).toContain('## 文件数字不符之处')
    expect(zh).toMatch(/\| 20 \| 16 \|/)
  })

  it('is one page of HTML whose cells cover every column of every row', () => {
    const html = renderRubric(parsed.rubric, 'html').zh
    const body = html.slice(html.indexOf('<tbody>'), html.indexOf('</tbody>'))
    const covered = [...body.matchAll(/<td(?: rowspan="(\d+)")?>/g)].reduce((sum, [, span]) => sum + Number(span ?? 1), 0)
    expect(covered).toBe(36 * 8)
    expect(html).toContain('<tr id="table-appeal')
    expect(html).not.toMatch(/<script|https?:/)
  })

  it('writes what could be taken for markup as text', () => {
    const odd = { ...parsed.rubric, title: { zh: '<b>&"题"</b>', en: "a | b's" } }
    expect(renderRubric(odd, 'html').zh).toContain('<h1>&lt;b&gt;&amp;&quot;题&quot;&lt;/b&gt;</h1>')
    expect(renderRubric(odd, 'html').en).toContain('a | b&#39;s')
  })
})
