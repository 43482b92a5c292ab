import { access } from 'node:fs/promises'
import { needed, onlyOne, readArguments } from '../command-line.ts'
import { EXIT } from '../exit-code.ts'
import type { CommandHelp } from '../help.ts'
import { ProgressBar } from '../progress-bar.ts'

const OPTIONS = { map: { type: 'string' }, url: { type: 'string' }, key: { type: 'string' }, folder: { type: 'string' } } as const

export const importCommand = {
  help: {
    name: 'import',
    zh: '导入 CSV 或 NDJSON：按映射文件把每行变成事件，经接收口送入；可续传，被拒的行列入报告',
    en: 'Import CSV or NDJSON: rows become events as a map says and go through the door; resumable, with a report of what was refused',
    usage: ['tierline import FILE --map MAP.yaml --url URL --key KEY [--folder FOLDER]'],
    options: [
      ['--map MAP.yaml', '映射文件：列对字段、时间格式与时差、常量、单位；省略则文件每行已是一个 CloudEvent', 'the map: columns to fields, time format and offset, constants, unit; without it every line is a CloudEvent already'],
      ['--url URL', '服务地址，如 http://127.0.0.1:4620', 'address of the server, like http://127.0.0.1:4620'],
      ['--key KEY', '有 ingest 角色的密钥', 'a key with the role ingest'],
      ['--folder FOLDER', '续传状态与报告存放处，默认在文件旁', 'where the state and the report go, beside the file by default'],
    ],
  } satisfies CommandHelp,
  run: importOne,
}

async function importOne(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  const file = onlyOne(positionals, '文件 / FILE')
  const [url, key] = [needed(values.url, '--url'), needed(values.key, '--key')]
  await access(file).catch(() => { throw new Error(`${file}: found no such file, expected a CSV or NDJSON file that can be read.`) })
  const { importFile } = await import('@tierline/ingest/import/import-file')
  const bar = new ProgressBar('导入 / import')
  const result = await importFile({
    file, map: values.map ?? null, url, key, ...(values.folder === undefined ? {} : { folder: values.folder }),
    onProgress: ({ bytesRead, bytesTotal, rows, accepted, waitingFor }) =>
      bar.show(bytesTotal === 0 ? 1 : bytesRead / bytesTotal, waitingFor === null ? `${rows} 行 / rows, ${accepted} 事件 / events` : `等待 / waiting: ${waitingFor}`),
  })
  bar.finish(`${result.rows} 行 / rows`)
  process.stdout.write([
    ...(result.resumedAfter > 0 ? [`从第 ${result.resumedAfter} 行之后续传 / went on after row ${result.resumedAfter}`] : []),
    `行 / rows ${result.rows} · 事件 / events ${result.events} · 收到 / accepted ${result.accepted} · 重复 / duplicates ${result.duplicates ?? '入账后方知 / known once counted'}`,
    `隔离 / quarantined ${result.quarantined} · 拒收 / rejected ${result.rejected} · 未成事件 / not sent ${result.notSent}`,
    ...(result.report === null ? [] : [`被拒明细 / what was refused: ${result.report}`]), '',
  ].join('\n'))
  return result.quarantined + result.rejected + result.notSent === 0 ? EXIT.done : EXIT.found
}
