import { readFile, writeFile } from 'node:fs/promises'
import { toldOf } from './trial/fault-run.ts'
import type { Line } from './trial/fault-run.ts'

const HEAD = ['fault', 'made', 'acknowledged', 'lost', 'doubled', 'differences', 'cells', 'boards', 'seconds', 'note']

/** The blocks as a table of plain text. */
export function table(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cellsOf)]
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd()).join('\n')
}

const PAGE = new URL('../../docs/reliability.md', import.meta.url)
const [BEGIN, END] = ['<!-- the last whole run: begin -->', '<!-- the last whole run: end -->']

/** Puts a whole run into docs/reliability.md in place of the one before. */
export async function writePage(lines: readonly Line[], about: { seed: number; machine: string }): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]]
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md: found no marks ${BEGIN} and ${END}, expected the table of the last whole run between them; put them back.`)
  const rows = [HEAD, HEAD.map(() => '---'), ...lines.map(cellsOf)].map((row) => `| ${row.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
  await writeFile(PAGE, `${before}${BEGIN}\n\`npm run test:faults -- --seed ${about.seed}\` on ${about.machine}.\n\n${rows.join('\n')}\n${END}${after}`)
}

function cellsOf({ block, outcome, finding, seconds, failure, isNotHere }: Line): string[] {
  if (!finding) return [block.title, isNotHere ? 'not run' : 'FAILED', '', '', '', '', '', '', seconds.toFixed(0), failure?.split('\n')[0] ?? '']
  const { acknowledged, lost, doubled, differences, cells, boards } = finding
  return [block.title, String(outcome?.rounds ?? 0), ...[acknowledged, lost, doubled, differences.length, cells, boards].map(String), seconds.toFixed(0), toldOf(outcome).replace(/^; /, '')]
}

/** Everything that was wrong, a sentence a line. */
export const faultsOf = (lines: readonly Line[]): string[] => lines.flatMap(({ block, finding, failure, isNotHere }) => [
  ...(failure && !isNotHere ? [`${block.name}: ${failure}`] : []), ...(finding?.differences ?? []).map((one) => `${block.name}: ${one}`),
])
