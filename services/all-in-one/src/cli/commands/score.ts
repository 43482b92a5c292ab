import { needed, positionless, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { faultLines, readNamed } from '../read-text.ts'

const OPTIONS = { rubric: { type: 'string' }, facts: { type: 'string' }, explain: { type: 'boolean' }, json: { type: 'boolean' }, en: { type: 'boolean' } } as const

export const scoreCommand = {
  help: {
    name: 'score',
    zh: '离线计分：按细则给一份事实文件打分，不需要数据库',
    en: 'Score a file of facts by a rubric, offline and without a database',
    usage: ['tierline score --rubric RUBRIC.yaml --facts FACTS.yaml [--explain] [--en] [--json]'],
    options: [
      ['--rubric FILE', '评分细则', 'the rubric'],
      ['--facts FILE', '事实：各单位的数据项、基数、人工评分', 'the facts: measures, attributes and judgements of the units'],
      ['--explain', '逐条说明得分依据', 'explain every leaf'],
      ['--en', '英文输出', 'print in English'],
      ['--json', '输出 JSON', 'print JSON'],
    ],
  } satisfies CommandHelp,
  run: score,
}

async function score(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const [rubricFile, factsFile] = [needed(values.rubric, '--rubric'), needed(values.facts, '--facts')]
  const [rubric, facts] = [await readNamed(rubricFile), await readNamed(factsFile)]
  const { scoreFile } = await import('@tierline/scoring')
  const scored = scoreFile({ rubric, facts, explain: values.explain ?? false })
  if ('faults' in scored) {
    process.stderr.write(faultLines(scored.faults))
    return EXIT.found
  }
  process.stdout.write(values.json ? `${JSON.stringify(scored.json, null, 2)}\n` : `${values.en ? scored.text.en : scored.text.zh}\n`)
  return EXIT.done
}
