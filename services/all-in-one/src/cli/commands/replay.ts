import { QuarantineCode } from '@tierline/contracts/ingest'
import { ReplayReply } from '@tierline/contracts/quality'
import { needed, positionless, readArguments } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { requestJson } from '../request-json.ts'

const OPTIONS = {
  url: { type: 'string' }, key: { type: 'string' }, id: { type: 'string', multiple: true }, code: { type: 'string' }, source: { type: 'string' }, apply: { type: 'boolean' },
} as const

export const replayCommand = {
  help: {
    name: 'replay',
    zh: '重放隔离区的事件：默认只试算，加 --apply 才执行',
    en: 'Try quarantined events again: a dry run, unless --apply is given',
    usage: ['tierline replay --url URL --key KEY [--id N]… [--code CODE] [--source SOURCE] [--apply]'],
    options: [
      ['--url URL', '服务地址，如 http://127.0.0.1:4620', 'address of the server, like http://127.0.0.1:4620'],
      ['--key KEY', '有 admin 角色的密钥', 'a key with the role admin'],
      ['--id N', '只重放这些行；可重复', 'only these rows; may be repeated'],
      ['--code CODE', '只重放此原因的行，如 unknown_unit', 'only rows with this reason, like unknown_unit'],
      ['--source SOURCE', '只重放此来源的行', 'only rows of this source'],
      ['--apply', '执行；省略为试算', 'do it; a dry run where absent'],
    ],
  } satisfies CommandHelp,
  run: replay,
}

async function replay(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const [url, key] = [needed(values.url, '--url'), needed(values.key, '--key')]
  const code = QuarantineCode.safeParse(values.code)
  if (values.code !== undefined && !code.success) throw new UsageError(`--code: found "${values.code}", expected one of ${QuarantineCode.options.join(', ')}.`)
  const reply = ReplayReply.parse(await requestJson({ url, key, path: '/v1/quarantine/replay' }, {
    dryRun: !values.apply, ...(values.id ? { ids: values.id.map(idOf) } : {}), ...(code.success ? { code: code.data } : {}), ...(values.source === undefined ? {} : { source: values.source }),
  }))
  for (const { id, passes, detail } of reply.results) process.stdout.write(`${passes ? '✓' : '✗'} ${id}  ${detail}\n`)
  process.stdout.write(reply.dryRun
    ? `试算 ${reply.tried} 条，${reply.wouldPass} 条可通过；加 --apply 执行。/ Dry run: ${reply.wouldPass} of ${reply.tried} would pass; add --apply to do it.\n`
    : `重放 ${reply.tried} 条，${reply.wouldPass} 条通过。/ Replayed ${reply.tried}, ${reply.wouldPass} passed.\n`)
  return reply.wouldPass === reply.tried ? EXIT.done : EXIT.found
}

function idOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--id: found "${text}", expected the number of a row of the quarantine.`)
  return Number(text)
}
