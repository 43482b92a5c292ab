import { readConfig } from '@tierline/platform/config'
import type { Config } from '@tierline/platform/config'
import { positionless, portOf, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'

const OPTIONS = { host: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' } } as const

export const SERVER_OPTIONS = [
  ['--host HOST', '监听地址，默认 127.0.0.1（只对本机开放）；0.0.0.0 对所有网卡开放', 'address to listen on, 127.0.0.1 by default (this machine only); 0.0.0.0 for every network'],
  ['--port PORT', '监听端口，默认 4620；0 为任意空闲端口', 'port to listen on, 4620 by default; 0 for any free one'],
] as const satisfies CommandHelp['options']

export const startCommand = {
  help: {
    name: 'start',
    zh: '启动榜线：内嵌数据库、接收事件、计分、看板，数据存放在 .tierline/',
    en: 'Start Tierline: embedded database, ingest, scoring and board; data is kept in .tierline/',
    usage: ['tierline start [--host HOST] [--port PORT] [--data FOLDER]', 'npm start'],
    options: [...SERVER_OPTIONS, ['--data FOLDER', '数据目录，默认 .tierline', 'data folder, .tierline by default']],
  } satisfies CommandHelp,
  run: start,
}

async function start(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  positionless(positionals)
  const { openServer } = await import('../../server.ts')
  const { endFatally, stopAloud, toldToStop } = await import('../until-stopped.ts')
  const told = toldToStop()
  const server = await openServer(configOf(values), { onFatal: endFatally })
  const key = await server.platform.keys.makeFirst()
  process.stdout.write(`${greeting(server.url, key)}\n`)
  await told
  await stopAloud(() => server.stop())
  return EXIT.done
}

/** The configuration of the environment with what the command line says instead. */
export function configOf(given: { host?: string | undefined; port?: string | undefined; data?: string | undefined }): Config {
  const port = portOf(given.port)
  const config = readConfig()
  return {
    ...config, ...(given.host === undefined ? {} : { host: given.host }), ...(port === undefined ? {} : { port }),
    ...(given.data === undefined ? {} : { dataFolder: given.data }),
  }
}

/** What is said once the server listens. */
export function greeting(url: string, key: string | null): string {
  const keyLines = key === null ? [] : [
    '', `  密钥 / API key   ${key}`,
    '  只显示这一次，请妥善保存；发送事件时用 "authorization: Bearer <key>"。', '  It is shown this once only; keep it. Send it as "authorization: Bearer <key>".',
  ]
  return ['', `  榜线已启动 / Tierline is running   ${url}`, ...keyLines, '', '  按 Ctrl-C 停止 / Press Ctrl-C to stop', ''].join('\n')
}
