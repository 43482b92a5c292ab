import type { Rubric } from '@tierline/scoring'
import { onlyOne, readArguments } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { faultLines, readNamed } from '../read-text.ts'
import { renderToFile } from '../render-rubric.ts'

const OPTIONS = { tests: { type: 'string' }, out: { type: 'string' }, en: { type: 'boolean' } } as const

export const rubricCommand = {
  help: {
    name: 'rubric',
    zh: '评分细则：检查、测试、转成中文表格',
    en: 'A rubric: check it, test it, or render it as the table that a clerk reads',
    usage: ['tierline rubric check FILE', 'tierline rubric test FILE [--tests FILE]', 'tierline rubric render FILE [--out FILE.md|.html|.xlsx] [--en]'],
    options: [
      ['check', '一次列出全部问题：分值合计、界线缺口与重叠、名称、出处', 'every fault at once: sums of points, gaps and overlaps, names, citations'],
      ['test', '运行旁边的 FILE.test.yaml', 'run the tests beside it, FILE.test.yaml'],
      ['render', '转成官方表格：Markdown、网页或 xlsx', 'the official table: Markdown, HTML or a workbook'],
      ['--tests FILE', '另外指定测试文件', 'another file of tests'],
      ['--out FILE', '写入文件，格式看扩展名；不给时 Markdown 写到屏幕', 'write this file, its ending says the format; Markdown to the screen without it'],
      ['--en', '英文输出', 'render in English'],
    ],
  } satisfies CommandHelp,
  run: rubric,
}

async function rubric(args: readonly string[]): Promise<number> {
  const { values, positionals: [what = '', ...rest] } = readArguments(args, OPTIONS)
  if (!['check', 'test', 'render'].includes(what)) throw new UsageError(`tierline rubric: found "${what}", expected check, test or render.`)
  const file = onlyOne(rest, '文件 / FILE')
  const read = await readRubric(file)
  if (read === null) return EXIT.found
  if (what === 'check') return await check(read)
  if (what === 'test') return await test(read, values.tests ?? file.replace(/\.yaml$/, '.test.yaml'))
  await renderToFile(read, { out: values.out, language: values.en ? 'en' : 'zh' })
  return EXIT.done
}

async function readRubric(file: string): Promise<Rubric | null> {
  const { name, text } = await readNamed(file)
  const { parseRubric } = await import('@tierline/scoring')
  const read = parseRubric(text, name)
  if ('rubric' in read) return read.rubric
  process.stderr.write(faultLines(read.faults))
  return null
}

async function check(found: Rubric): Promise<number> {
  const { checkRubric } = await import('@tierline/scoring')
  const faults = checkRubric(found)
  if (faults.length > 0) {
    process.stderr.write(`${faultLines(faults)}${faults.length} 处问题 / faults\n`)
    return EXIT.found
  }
  process.stdout.write(`✓ ${found.fileName}: ${found.title.zh}，版本 / version ${found.version}，${found.hash.slice(0, 8)}\n`)
  return EXIT.done
}

async function test(found: Rubric, testFile: string): Promise<number> {
  const { text, name } = await readNamed(testFile)
  const { testRubric } = await import('@tierline/scoring')
  const tested = testRubric(found, text)
  if ('faults' in tested) {
    process.stderr.write(`${name}\n${faultLines(tested.faults)}`)
    return EXIT.found
  }
  const failed = tested.outcomes.filter(({ failures }) => failures.length > 0)
  for (const { name: title, failures } of failed) process.stderr.write(`✗ ${title}\n${failures.map((failure) => `    ${failure}\n`).join('')}`)
  process.stdout.write(`${tested.outcomes.length - failed.length} 项通过 / passed，${failed.length} 项未通过 / failed\n`)
  return failed.length === 0 ? EXIT.done : EXIT.found
}
