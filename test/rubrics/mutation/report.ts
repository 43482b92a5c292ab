import { writeFile } from 'node:fs/promises'
import { reasonOf } from './reasons.ts'
import type { Tally } from './tally.ts'

const PAGE = new URL('../../../docs/rubrics-mutants.md', import.meta.url)

/** Writes docs/rubrics-mutants.md: how many mutants each file has, and those that nothing found. */
export async function report(tallies: readonly Tally[]): Promise<void> {
  await writeFile(PAGE, pageOf(tallies))
}

/** The page as text. */
export function pageOf(tallies: readonly Tally[]): string {
  const rows = tallies.map(({ name, all, killed, byLint }) => `| ${name} | ${all} | ${byLint} | ${killed - byLint} | ${all - killed} | ${((killed / all) * 100).toFixed(1)} % |`)
  const lists = tallies.filter(({ survivors }) => survivors.length > 0).map(({ name, survivors }) => [
    `## ${name}`, '', '| where | change | from | to | why |', '|---|---|---|---|---|', ...survivors.map(({ path, operator, from, to }) => `| \`${path}\` | ${operator} | ${cell(from)} | ${cell(to)} | ${reasonOf({ path, operator })} |`),
  ].join('\n'))
  return ['# Mutants of the rubrics', '', INTRODUCTION, '', '| rubric | mutants | found by the linter | by its tests | by nothing | found |', '|---|---|---|---|---|---|', ...rows, '', ...lists.flatMap((list) => [list, '']), ''].join('\n').trimEnd() + '\n'
}

const INTRODUCTION = 'Each rubric is changed in one small way at a time (a bound moved or turned over, points shifted, a filter or a window dropped, a treatment changed …); `tierline rubric check` or the rubric’s own tests must find the change. '
  + 'Written by `npm run mutants`; `npm run mutants -- rubrics/x.yaml` tries one file. At least 95 of 100 must be found.'

const cell = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
