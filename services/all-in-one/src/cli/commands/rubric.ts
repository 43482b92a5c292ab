import type { Rubric } from '@tierline/scoring'
import { onlyOne, positiveOf, readArguments } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { faultLines, readNamed } from '../read-text.ts'
import { renderToFile } from '../render-rubric.ts'
import { checkFiles } from '../rubric/check-files.ts'
import { testFiles } from '../rubric/test-files.ts'

const OPTIONS = { tests: { type: 'string' }, json: { type: 'boolean', default: false }, coverage: { type: 'boolean', default: false }, 'min-coverage': { type: 'string' }, out: { type: 'string' }, en: { type: 'boolean' } } as const

export const rubricCommand = {
  help: {
    name: 'rubric',
    zh: '评分细则：检查、测试、转成中文表格',
    en: 'A rubric: check it, test it, or render it as the table that a clerk reads',
    usage: ['tierline rubric check FILE… [--json]', 'tierline rubric test FILE… [--tests FILE] [--coverage] [--min-coverage N] [--json]', 'tierline rubric render FILE [--out FILE.md|.html|.xlsx] [--en]'],
    options: [
      ['check', '一次列出全部问题：分值合计、界线缺口与重叠、名称、出处、事件类型、单位', 'every fault at once: sums of points, gaps and overlaps, names, citations, event types, units'],
      ['test', '运行旁边的 FILE.test.yaml', 'run the tests beside it, FILE.test.yaml'],
      ['render', '转成官方表格：Markdown、网页或 xlsx', 'the official table: Markdown, HTML or a workbook'],
      ['--tests FILE', '另外指定测试文件', 'another file of tests'],
      ['--coverage', '列出测试没有走到的：指标、状态、各档、界线两侧、各项、等次、否决、读法', 'list what no test reaches: leaves, states, rows, sides of bounds, items, tiers, vetoes, readings'],
      ['--min-coverage N', '覆盖不足 N % 即算未通过', 'fail under N % coverage'],
      ['--json', '按 JSON 输出：file、line、column、path、found、expected、mend', 'print JSON: file, line, column, path, found, expected, mend'],
      ['--out FILE', '写入文件，格式看扩展名；不给时 Markdown 写到屏幕', 'write this file, its ending says the format; Markdown to the screen without it'],
      ['--en', '英文输出', 'render in English'],
    ],
  } satisfies CommandHelp,
  run: rubric,
}

async function rubric(args: readonly string[]): Promise<number> {
  const { values, positionals: [what = '', ...rest] } = readArguments(args, OPTIONS)
  if (!['check', 'test', 'render'].includes(what)) throw new UsageError(`tierline rubric: found "${what}", expected check, test or render.`)
  if (what === 'check') return await checkFiles(several(rest), { isJson: values.json })
  if (what === 'test') return await testFiles(several(rest), { tests: values.tests, isJson: values.json, hasCoverage: values.coverage, leastPercent: positiveOf(values['min-coverage'], '--min-coverage') })
  const file = onlyOne(rest, '文件 / FILE')
  const read = await readRubric(file)
  if (read === null) return EXIT.found
  await renderToFile(read, { out: values.out, language: values.en ? 'en' : 'zh' })
  return EXIT.done
}

function several(files: readonly string[]): readonly string[] {
  return files.length > 0 ? files : [onlyOne(files, '文件 / FILE')]
}

async function readRubric(file: string): Promise<Rubric | null> {
  const { name, text } = await readNamed(file)
  const { parseRubric } = await import('@tierline/scoring')
  const read = parseRubric(text, name)
  if ('rubric' in read) return read.rubric
  process.stderr.write(faultLines(read.faults))
  return null
}
