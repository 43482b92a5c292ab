import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readImportMap } from './rows/import-map.ts'
import { ImportRun } from './import-run.ts'
import { ImportState, inputOf, NO_COUNTS } from './import-state.ts'
import type { ImportOrder } from './import-order.ts'
import type { Counts } from './import-state.ts'
import { RefusalReport } from './refusal-report.ts'

/** What an import did. */
export interface ImportResult extends Counts {
  /** Rows that an earlier, broken-off run had finished. */
  resumedAfter: number
  /** The report of what was refused, or null where nothing was. */
  report: string | null
}

/** Turns the rows of a file into events and sends them through the door. A run that was broken off goes on where it stopped; a finished one sends all again, and the door counts nothing twice. */
export async function importFile(order: ImportOrder): Promise<ImportResult> {
  const mapText = order.map === null ? '' : await readFile(order.map, 'utf8')
  const map = order.map === null ? null : readImportMap(mapText, order.map)
  const stem = join(order.folder ?? dirname(order.file), basename(order.file))
  const state = new ImportState(`${stem}.import-state.json`, await inputOf(order.file, mapText, order.url))
  const stored = await state.read()
  const report = new RefusalReport(`${stem}.refused.csv`, stored?.refusals ?? 0)
  if (!stored) await report.clear()
  const run = new ImportRun(order, map, { state, report, bytesTotal: (await stat(order.file)).size })
  const counts = await run.all({ ...(stored?.counts ?? NO_COUNTS) })
  await state.remove()
  return { ...counts, resumedAfter: stored?.counts.rows ?? 0, report: report.written }
}
