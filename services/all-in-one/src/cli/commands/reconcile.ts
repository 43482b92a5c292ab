import type { Reconciliation } from '@tierline/contracts/quality'
import { positionless, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'

const OPTIONS = { data: { type: 'string' }, json: { type: 'boolean' } } as const
/** Differing cells that are printed; the rest is counted. */
const SHOWN = 20

export const reconcileCommand = {
  help: {
    name: 'reconcile',
    zh: '对账：已接收事件逐条有去向；由已存事件重新计算全部汇总，逐格比较',
    en: 'Reconcile: every accepted event has its outcome; every roll-up is recomputed from the stored events and compared cell by cell',
    usage: ['tierline reconcile [--data FOLDER] [--json]'],
    options: [
      ['--data FOLDER', '数据目录，默认 .tierline；服务运行时也可使用', 'data folder, .tierline by default; may be used while the server runs'],
      ['--json', '输出 JSON', 'print JSON'],
    ],
  } satisfies CommandHelp,
  run: reconcileAll,
}

async function reconcileAll(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const [{ withDatabase }, { readConfig }, { readRulesFolder }, { reconcile }, { verifyRollUps }, { readCalendars, withClockTypes }] = await Promise.all([
    import('../with-database.ts'), import('@tierline/platform/config'), import('@tierline/platform/folder/rules-folder'),
    import('@tierline/rollup/reconciliation/reconcile'), import('@tierline/rollup/rebuild/rebuild'), import('@tierline/scoring'),
  ])
  const rules = await readRulesFolder(readConfig().rulesFolder)
  return await withDatabase(values.data, async (db) => {
    const balance = await reconcile(db, { inFlight: () => Promise.resolve(0) })
    const verification = await verifyRollUps(db, { types: withClockTypes(rules.catalogue.types), calendar: readCalendars(rules.calendars) })
    const isSound = balance.balanced && verification.differences.length === 0
    const result = { balanced: balance.balanced, accepted: balance.accepted, outcomes: balance.outcomes, replays: balance.replays, ...verification, keptFrom: Number.isFinite(verification.keptFrom) ? new Date(verification.keptFrom).toISOString() : null, differences: verification.differences.map(({ table, measure, cell, expected, stored }) => ({ table, measure, cell, expected: String(expected), stored: String(stored) })) }
    process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : textOf(balance, result))
    return isSound ? EXIT.done : EXIT.found
  })
}

interface Result {
  events: number
  /** ISO; null where nothing was dropped. */
  keptFrom: string | null
  cells: number
  skipped: readonly string[]
  differences: readonly { table: string; measure: string; cell: string; expected: string; stored: string }[]
}

function textOf({ accepted, outcomes, replays, balanced }: Reconciliation, { events, keptFrom, cells, skipped, differences }: Result): string {
  return [
    `收到 / accepted          ${accepted}`,
    ...Object.entries(outcomes).map(([outcome, n]) => `  ${OUTCOMES[outcome] ?? outcome} / ${outcome.padEnd(12)} ${n}`),
    `重放 / replays           ${replays}`,
    balanced ? '✓ 账目平衡 / the balance holds' : '✗ 账目不平：各去向之和与日志位置不符 / the balance does not hold: the outcomes do not add up to the position of the log',
    `重算 / recomputed        ${events} 条事件 / events, ${cells} 格 / cells`,
    ...(keptFrom === null ? [] : [`事件保留自 / events kept from ${keptFrom}：此前的汇总无从重算，未比较 / what was counted before it cannot be recomputed and is not compared`]),
    ...(skipped.length === 0 ? [] : [`回填中，未比较 / still being filled, not compared: ${skipped.length}`]),
    differences.length === 0 ? '✓ 逐格一致 / every cell agrees' : `✗ ${differences.length} 格不一致 / cells differ`,
    ...differences.slice(0, SHOWN).map(({ table, measure, cell, expected, stored }) => `  ${table} ${measure} ${cell}: 应为 / expected ${expected}, 实为 / stored ${stored}`),
    ...(differences.length > SHOWN ? [`  … ${differences.length - SHOWN}`] : []), '',
  ].join('\n')
}

const OUTCOMES: Record<string, string> = { counted: '计入', duplicate: '重复', conflicting: '冲突', quarantined: '隔离', held: '暂存' }
