import type { Reconciliation } from '@tierline/contracts/quality'
import { needed, readArguments } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'

const OPTIONS = { part: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' } } as const

export const gapCommand = {
  help: {
    name: 'gap',
    zh: '日志缺口：列出未处理的缺口；确认后从可读处继续',
    en: 'Gaps of the log: list what is open; accept one, and its partition goes on from where the log can be read',
    usage: ['tierline gap list [--json] [--data FOLDER]', 'tierline gap accept --part N --by NAME --reason TEXT [--data FOLDER]'],
    options: [
      ['--part N', '缺口所在的分区编号，见 list', 'the number of the part, as list shows it'],
      ['--by NAME', '确认人', 'who accepts it'],
      ['--reason TEXT', '理由，记录在案', 'why; it is kept'],
      ['--json', '输出 JSON', 'print JSON'],
      ['--data FOLDER', '数据目录，默认 .tierline；也可用 TIERLINE_DATABASE_URL', 'data folder, .tierline by default; or TIERLINE_DATABASE_URL'],
    ],
  } satisfies CommandHelp,
  run: gap,
}

type Gap = Reconciliation['gaps'][number]

async function gap(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  const [action] = positionals
  if (positionals.length === 1 && action === 'list') return await list(values)
  if (positionals.length === 1 && action === 'accept') return await accept(values)
  throw new UsageError(`tierline gap: found "${positionals.join(' ')}", expected "list" or "accept".`)
}

/** Exits with 1 while something is open, so that a script can ask. */
async function list({ data, json }: { data?: string | undefined; json?: boolean | undefined }): Promise<number> {
  const [{ withDatabase }, { readOpenGaps }, { gapOf }] = await Promise.all([import('../with-database.ts'), import('@tierline/rollup/gaps/gap.store'), import('@tierline/rollup/reconciliation/reconcile')])
  const gaps = (await withDatabase(data, readOpenGaps)).map(gapOf)
  process.stdout.write(json ? `${JSON.stringify(gaps, null, 2)}\n` : textOf(gaps))
  return gaps.length === 0 ? EXIT.done : EXIT.found
}

async function accept({ part, by, reason, data }: { part?: string | undefined; by?: string | undefined; reason?: string | undefined; data?: string | undefined }): Promise<number> {
  const acceptance = { part: partOf(needed(part, '--part')), by: needed(by, '--by'), reason: needed(reason, '--reason') }
  const [{ withDatabase }, { acceptGap }] = await Promise.all([import('../with-database.ts'), import('@tierline/rollup/gaps/accept-gap')])
  const accepted = await withDatabase(data, (db) => acceptGap(db, acceptance))
  if (accepted.outcome === 'none') {
    process.stdout.write(`分区 ${acceptance.part} 没有未处理的缺口。/ Part ${acceptance.part} has no open gap; "tierline gap list" shows those that are open.\n`)
    return EXIT.found
  }
  const { kind, from, until } = accepted
  process.stdout.write(`已确认分区 ${acceptance.part} 的缺口（${KINDS[kind].zh}），位置 ${from} → ${until ?? '—'}。/ Accepted the gap of part ${acceptance.part} (${kind}), position ${from} → ${until ?? '—'}.\n`)
  return EXIT.done
}

function partOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--part: found "${text}", expected the number of a part, as "tierline gap list" shows it.`)
  return Number(text)
}

const KINDS: Record<Gap['kind'], { zh: string; en: string }> = {
  trimmed: { zh: '未计入即被删除', en: 'deleted before it was counted' },
  rewound: { zh: '日志短于已计位置', en: 'the log ends below what was counted; accepted, it is read again from its start' },
  recreated: { zh: '主题已重建', en: 'the topic was made again' },
}

function textOf(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return '没有未处理的缺口。/ No gap is open.\n'
  return gaps.map(({ part, topic, partition, kind, from, until, seenAt }) =>
    `${String(part).padStart(4)}  ${topic ?? '?'}/${partition}  ${from} → ${until ?? '—'}  ${seenAt}  ${KINDS[kind].zh} / ${kind}: ${KINDS[kind].en}\n`).join('')
}
