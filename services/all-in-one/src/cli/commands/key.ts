import { readArguments, needed } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'

const ROLES = ['ingest', 'claim', 'judge', 'watch', 'issue', 'admin'] as const
const OPTIONS = {
  name: { type: 'string' }, role: { type: 'string', multiple: true }, source: { type: 'string', multiple: true },
  type: { type: 'string', multiple: true }, unit: { type: 'string', multiple: true }, data: { type: 'string' },
} as const

export const keyCommand = {
  help: {
    name: 'key',
    zh: '新建 API 密钥；只显示一次，库中只存其散列',
    en: 'Make an API key; it is shown once and only its hash is stored',
    usage: ['tierline key create --name NAME --role ingest [--role judge] [--source SOURCE] [--type TYPE] [--unit CODE] [--data FOLDER]'],
    options: [
      ['--name NAME', '密钥名称，出现在日志和提示里', 'name of the key, as logs and messages show it'],
      ['--role ROLE', 'ingest（发送事件）、claim（被考核单位自评）、judge（评审人录入评分与基数）、watch（预警与消息渠道）、issue（冻结与签发快照）、admin（别名、重放隔离）；可重复', 'ingest (events), claim (a unit’s own claims), judge (an assessor’s judgements, and attributes), watch (alerts and channels), issue (freezing and issuing snapshots), admin (aliases, replay); may be repeated'],
      ['--source, --type, --unit', '只允许这些来源、类型、单位；可重复，省略为不限', 'permit only these sources, types, units; may be repeated, all where absent'],
      ['--data FOLDER', '数据目录，默认 .tierline', 'data folder, .tierline by default'],
    ],
  } satisfies CommandHelp,
  run: key,
}

async function key(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  if (positionals.join(' ') !== 'create') throw new UsageError(`tierline key: found "${positionals.join(' ')}", expected "create".`)
  const name = needed(values.name, '--name')
  const roles = values.role ?? []
  const unknown = roles.filter((role) => !ROLES.includes(role as (typeof ROLES)[number]))
  if (roles.length === 0 || unknown.length > 0) throw new UsageError(`--role: found ${unknown.join(', ') || 'none'}, expected at least one of ${ROLES.join(', ')}.`)
  const { withDatabase } = await import('../with-database.ts')
  const { ApiKeys } = await import('@tierline/platform/api-keys')
  const { WallClock } = await import('@tierline/platform/clock')
  const made = await withDatabase(values.data, (db) => new ApiKeys(db, new WallClock()).make({
    name, roles, ...(values.source ? { sources: values.source } : {}), ...(values.type ? { types: values.type } : {}), ...(values.unit ? { units: values.unit } : {}),
  }))
  process.stdout.write(`${made}\n`)
  process.stderr.write(`密钥“${name}”已建立，只显示这一次。/ The key "${name}" has been made; it is shown this once only.\n`)
  return EXIT.done
}
