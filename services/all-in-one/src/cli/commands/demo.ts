import { join } from 'node:path'
import { positionless, positiveOf, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { configOf, SERVER_OPTIONS } from './start.ts'

const OPTIONS = {
  host: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' }, speed: { type: 'string' }, keep: { type: 'boolean' },
} as const

export const demoCommand = {
  help: {
    name: 'demo',
    zh: '演示城市：在模拟时钟上回放一年的事件，然后持续实时推送；数据均为演示数据',
    en: 'The demo city: a year of events replayed on a simulated clock, then a live stream without end; its figures are invented',
    usage: ['tierline demo [--host HOST] [--port PORT] [--seed TEXT] [--speed N] [--keep]', 'npm run demo'],
    options: [
      ...SERVER_OPTIONS,
      ['--data FOLDER', '演示数据目录，默认 .tierline/demo', 'folder of the demo, .tierline/demo by default'],
      ['--seed TEXT', '随机种子：同一种子给出同一年', 'seed: the same one tells the same year'],
      ['--speed N', '实时阶段时钟的倍速，默认 60（一秒走一分钟，夜间跳过）', 'how many times faster than real the clock runs once live, 60 by default (a minute a second, nights are skipped)'],
      ['--keep', '保留上次的演示数据，直接进入实时阶段', 'keep the demo of the last time and go live at once'],
    ],
  } satisfies CommandHelp,
  run: demo,
}

async function demo(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const speed = positiveOf(values.speed, '--speed')
  const config = configOf(values)
  const { runDemo } = await import('../../demo/run/run-demo.ts')
  await runDemo({
    config: { ...config, dataFolder: values.data ?? join(config.dataFolder, 'demo') },
    seed: values.seed ?? null, speed: speed ?? null, isKept: values.keep ?? false,
  })
  return EXIT.done
}
