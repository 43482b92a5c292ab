import { positionless, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'

const OPTIONS = { data: { type: 'string' } } as const

export const rebuildCommand = {
  help: {
    name: 'rebuild',
    zh: '由已存事件重建全部汇总：另表重算，一次切换，服务照常运行',
    en: 'Rebuild every roll-up from the stored events: beside the live tables, swapped in at one instant, while the server runs on',
    usage: ['tierline rebuild [--data FOLDER]'],
    options: [['--data FOLDER', '数据目录，默认 .tierline；服务运行时也可使用', 'data folder, .tierline by default; may be used while the server runs']],
  } satisfies CommandHelp,
  run: rebuild,
}

async function rebuild(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const [{ withDatabase }, { readConfig }, { readRulesFolder }, { Directory }, { InProcessSignal }, { rebuildRollUps }, { ProgressBar }, { readCalendars, withClockTypes }] = await Promise.all([
    import('../with-database.ts'), import('@tierline/platform/config'), import('@tierline/platform/folder/rules-folder'), import('@tierline/platform/directory'),
    import('@tierline/platform/signal/in-process-signal'), import('@tierline/rollup/rebuild/shadow-rebuild'), import('../progress-bar.ts'), import('@tierline/scoring'),
  ])
  const { catalogue, calendars } = await readRulesFolder(readConfig().rulesFolder)
  const rules = { types: withClockTypes(catalogue.types), calendar: readCalendars(calendars) }
  const bar = new ProgressBar('重建 / rebuild')
  return await withDatabase(values.data, async (db) => {
    const signal = new InProcessSignal()
    const units = new Directory(db, signal)
    await units.reload()
    const onProgress = ({ done, total }: { done: number; total: number }): void => bar.show(total === 0 ? 1 : done / total, `${done} / ${total}`)
    const events = await rebuildRollUps({ db, units, signal, rules: () => rules, onProgress })
    bar.finish(`${events}`)
    process.stdout.write(`✓ 已由 ${events} 条事件重建并切换，各榜随即重新计分 / rebuilt from ${events} events and swapped in; every board is scored again\n`)
    return EXIT.done
  })
}
