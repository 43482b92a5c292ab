import { createReadStream, existsSync } from 'node:fs'
import { Snapshot, SNAPSHOT_STATES, SnapshotList, SnapshotState, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import { needed, onlyOne, positionless, readArguments } from '../command-line.ts'
import type { Given } from '../command-line.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { getJson, requestJson } from '../request-json.ts'

const OPTIONS = {
  url: { type: 'string' }, key: { type: 'string' }, rubric: { type: 'string' }, group: { type: 'string' }, period: { type: 'string' }, state: { type: 'string' }, cutoff: { type: 'string' },
  to: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' },
} as const

export const snapshotCommand = {
  help: {
    name: 'snapshot',
    zh: '快照：冻结榜单、列出、流转；校验编号或文件（文件可离线校验）',
    en: 'Snapshots: freeze a board, list them, move them on; verify one by its number, or a file of it offline',
    usage: [
      'tierline snapshot create --url URL --key KEY --rubric ID --group ID --period PERIOD --by NAME --reason TEXT [--cutoff INSTANT]',
      'tierline snapshot list --url URL [--rubric ID] [--group ID] [--period PERIOD] [--state STATE] [--json]',
      'tierline snapshot move NUMBER --url URL --key KEY --to STATE --by NAME --reason TEXT',
      'tierline snapshot verify FILE.json|NUMBER [--url URL] [--json]',
    ],
    options: [
      ['--url URL', '服务地址，如 http://127.0.0.1:4620；校验文件时不需要', 'address of the server, like http://127.0.0.1:4620; not needed for a file'],
      ['--key KEY', '有 issue 或 admin 角色的密钥', 'a key with the role issue or admin'],
      ['--rubric, --group, --period', '哪个榜，如 liuan-2021、liuan-counties、2021-10', 'which board, like liuan-2021, liuan-counties, 2021-10'],
      ['--cutoff INSTANT', '截止时刻，如 2021-11-05T09:00:00+08:00；省略为此刻', 'the cut-off, like 2021-11-05T09:00:00+08:00; now where absent'],
      ['--to STATE', `转入：${SNAPSHOT_STATES.slice(1, 6).join('、')}`, `move to: ${SNAPSHOT_STATES.slice(1, 6).join(', ')}`],
      ['--by, --reason', '何人、何故', 'who, and why'],
      ['--json', '输出 JSON', 'print JSON'],
    ],
  } satisfies CommandHelp,
  run: snapshot,
}

type Values = Given<typeof OPTIONS>['values']

async function snapshot(args: readonly string[]): Promise<number> {
  const { values, positionals: [action, ...rest] } = readArguments(args, OPTIONS)
  if (action === 'create') return await create(values, rest)
  if (action === 'list') return await list(values, rest)
  if (action === 'move') return await move(values, rest)
  if (action === 'verify') return await verify(values, onlyOne(rest, '文件或编号 / file or number'))
  throw new UsageError(`tierline snapshot: found "${action ?? ''}", expected create, list, move or verify.`)
}

async function create(values: Values, rest: readonly string[]): Promise<number> {
  positionless(rest)
  const [url, key] = [needed(values.url, '--url'), needed(values.key, '--key')]
  const board = { rubric: needed(values.rubric, '--rubric'), group: needed(values.group, '--group'), period: needed(values.period, '--period') }
  const made = Snapshot.parse(await requestJson({ url, key, path: '/v1/snapshots' }, { key: board, ...(values.cutoff === undefined ? {} : { cutoff: values.cutoff }), by: needed(values.by, '--by'), reason: needed(values.reason, '--reason') }))
  process.stdout.write(values.json ? `${JSON.stringify(made, null, 2)}\n` : `✓ 已冻结 / frozen  ${lineOf(made)}\n`)
  return EXIT.done
}

async function list(values: Values, rest: readonly string[]): Promise<number> {
  positionless(rest)
  const filter = new URLSearchParams()
  for (const name of ['rubric', 'group', 'period', 'state'] as const) if (values[name] !== undefined) filter.set(name, values[name])
  const { snapshots } = SnapshotList.parse(await getJson(needed(values.url, '--url'), `/v1/snapshots?${filter.toString()}`))
  process.stdout.write(values.json ? `${JSON.stringify(snapshots, null, 2)}\n` : snapshots.length === 0 ? '没有快照 / no snapshots\n' : `${snapshots.map(lineOf).join('\n')}\n`)
  return EXIT.done
}

async function move(values: Values, rest: readonly string[]): Promise<number> {
  const id = numberOf(onlyOne(rest, '编号 / number'))
  const to = SnapshotState.safeParse(values.to)
  if (!to.success) throw new UsageError(`--to: found "${values.to ?? ''}", expected one of ${SNAPSHOT_STATES.slice(1, 6).join(', ')}.`)
  const [url, key] = [needed(values.url, '--url'), needed(values.key, '--key')]
  const moved = Snapshot.parse(await requestJson({ url, key, path: `/v1/snapshots/${id}/move` }, { to: to.data, by: needed(values.by, '--by'), note: needed(values.reason, '--reason') }))
  process.stdout.write(values.json ? `${JSON.stringify(moved, null, 2)}\n` : `✓ ${lineOf(moved)}\n`)
  return EXIT.done
}

/** A file is checked by itself; a number by the server that has it. */
async function verify(values: Values, what: string): Promise<number> {
  const found = existsSync(what) ? await verifyOffline(what) : await verifyThere(values, numberOf(what))
  const lines = found.checks.map(({ check, outcome, text }) => `${MARKS[outcome]} ${check.padEnd(7)} ${text.zh}\n  ${' '.repeat(7)} ${text.en}`)
  process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : `${lines.join('\n')}\n${found.holds ? '✓ 校验通过 / it holds' : '✗ 校验未通过 / it does not hold'}\n`)
  return found.holds ? EXIT.done : EXIT.found
}

const MARKS = { holds: '✓', broken: '✗', skipped: '–' } as const

async function verifyOffline(path: string): Promise<SnapshotVerification> {
  const { verifyFile } = await import('@tierline/snapshots/verify/verify-file')
  return await verifyFile(createReadStream(path))
}

async function verifyThere(values: Values, id: number): Promise<SnapshotVerification> {
  return SnapshotVerification.parse(await requestJson({ url: needed(values.url, '--url'), key: values.key ?? '', path: `/v1/snapshots/${id}/verify` }, {}))
}

function numberOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`“${text}”既不是文件也不是编号。/ "${text}" is neither a file that is there nor the number of a snapshot.`)
  return Number(text)
}

function lineOf({ id, key, revision, state, cutoff, units, hash, algorithm }: Snapshot): string {
  return `#${id}  ${key.rubric}/${key.group} ${key.period}  r${revision}  ${state}  ${cutoff}  ${units}  ${algorithm}:${hash.slice(0, 16)}`
}
