import { needed, positionless, readArguments } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { faultLines, readNamed } from '../read-text.ts'

const OPTIONS = {
  rubric: { type: 'string' }, facts: { type: 'string' }, reading: { type: 'string', multiple: true }, against: { type: 'string' },
  explain: { type: 'boolean' }, json: { type: 'boolean' }, en: { type: 'boolean' },
} as const

export const scoreCommand = {
  help: {
    name: 'score',
    zh: '离线计分：按细则给一份事实文件打分，不需要数据库',
    en: 'Score a file of facts by a rubric, offline and without a database',
    usage: ['tierline score --rubric RUBRIC.yaml --facts FACTS.yaml [--reading Q2=whole_steps] [--against OTHER.yaml] [--explain] [--en] [--json]'],
    options: [
      ['--rubric FILE', '评分细则', 'the rubric'],
      ['--facts FILE', '事实：各单位的数据项、基数、人工评分', 'the facts: measures, attributes and judgements of the units'],
      ['--reading QUESTION=OPTION', '按某一疑义的另一读法计分，并列出变动的单位；可重复', 'score under another reading of an ambiguity and show who moves; may be repeated'],
      ['--against FILE', '与另一版本比较：从它到 --rubric，谁有变动', 'compare with another version: who moves from it to --rubric'],
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
  const readings = (values.reading ?? []).map(readingOf)
  const [rubricFile, factsFile] = [needed(values.rubric, '--rubric'), needed(values.facts, '--facts')]
  const [rubric, facts, against] = [await readNamed(rubricFile), await readNamed(factsFile), values.against === undefined ? undefined : await readNamed(values.against)]
  const { compareFile, scoreFile } = await import('@tierline/scoring')
  const explain = values.explain ?? false
  const scored = readings.length > 0 || against ? compareFile({ rubric, facts, readings, explain, ...(against ? { against } : {}) }) : scoreFile({ rubric, facts, explain })
  if ('faults' in scored) {
    process.stderr.write(faultLines(scored.faults))
    return EXIT.found
  }
  process.stdout.write(values.json ? `${JSON.stringify(scored.json, null, 2)}\n` : `${values.en ? scored.text.en : scored.text.zh}\n`)
  return EXIT.done
}

/** `Q2=whole_steps`, or with a colon as the interface writes it. */
function readingOf(text: string): { ambiguity: string; option: string } {
  const [, ambiguity, option] = /^([^=:]+)[=:]([^=:]+)$/.exec(text) ?? []
  if (ambiguity === undefined || option === undefined) throw new UsageError(`--reading: found "${text}", expected a question and one of its options like Q2=whole_steps.`)
  return { ambiguity, option }
}
