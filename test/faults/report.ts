import type { Line } from './trial/fault-run.ts'

const HEAD = ['fault', 'made', 'acknowledged', 'lost', 'doubled', 'differences', 'cells', 'boards', 'seconds', 'note']

/** The blocks as a table of plain text. */
export function table(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cellsOf)]
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd()).join('\n')
}

function cellsOf({ block, outcome, finding, seconds, failure, isNotHere }: Line): string[] {
  if (!finding) return [block.title, isNotHere ? 'not run' : 'FAILED', '', '', '', '', '', '', seconds.toFixed(0), failure?.split('\n')[0] ?? '']
  const { acknowledged, lost, doubled, differences, cells, boards } = finding
  return [block.title, String(outcome?.rounds ?? 0), ...[acknowledged, lost, doubled, differences.length, cells, boards].map(String), seconds.toFixed(0), outcome?.note ?? '']
}

/** Everything that was wrong, a sentence a line. */
export const faultsOf = (lines: readonly Line[]): string[] => lines.flatMap(({ block, finding, failure, isNotHere }) => [
  ...(failure && !isNotHere ? [`${block.name}: ${failure}`] : []), ...(finding?.differences ?? []).map((one) => `${block.name}: ${one}`),
])
