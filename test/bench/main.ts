import { writeFile } from 'node:fs/promises'
import { machine } from './report/machine.ts'
import { markdownTable, plainTable } from './report/table.ts'
import { told } from './report/figure.ts'
import type { Figure, Section } from './report/figure.ts'
import { alerts } from './sections/alerts.ts'
import { demoTimings } from './sections/demo.ts'
import { files } from './sections/files.ts'
import { ingest } from './sections/ingest.ts'
import { kafka } from './sections/kafka.ts'
import { live } from './sections/live.ts'
import { province } from './sections/province.ts'
import { paint } from './sections/paint.ts'
import { oneChange } from './sections/one-change.ts'
import { rescoring } from './sections/rescoring.ts'
import { sockets } from './sections/sockets.ts'

const SECTIONS: Record<string, Section> = { ingest, kafka, province, live, rescoring, 'one-change': oneChange, alerts, files, sockets, paint, demo: demoTimings }

const wanted = process.argv.slice(2).filter((name) => name in SECTIONS)
const isWhole = wanted.length === 0
const done: { title: string; figures: Figure[] }[] = []
for (const name of isWhole ? Object.keys(SECTIONS) : wanted) {
  const section = SECTIONS[name]
  if (!section) continue
  process.stdout.write(`\n${section.title} …\n`)
  const started = Date.now()
  // A part that breaks is told with its reason; the others are still worth having.
  const figures = await section.run().catch((error: unknown) => [told(section.title, 'not measured', String(error).split('\n')[0] ?? '')])
  process.stdout.write(`${plainTable(figures)}\n(${Math.round((Date.now() - started) / 1000)} s)\n`)
  done.push({ title: section.title, figures })
}

const all = done.flatMap(({ figures }) => figures)
process.stdout.write(`\n${plainTable(all)}\n\n${machine()}\n`)
if (isWhole) await writeFile(new URL('../../docs/benchmarks.md', import.meta.url), page())
process.exitCode = all.some(({ measured }) => measured === 'not measured') ? 1 : 0

function page(): string {
  const missed = all.filter(({ isMet }) => isMet === false)
  return [
    '# Benchmarks', '',
    '`npm run bench` writes this page. Every figure was measured in one run on one machine, the load and the program sharing its processor; a ratio compares two things measured side by side in that run.', '',
    `Machine: ${machine()}.`, '',
    ...done.flatMap(({ title, figures }) => [`## ${title}`, '', markdownTable(figures), '']),
    missed.length === 0 ? 'Every bar is met.' : `Missed: ${missed.map(({ what, measured, bar, note }) => `${what} (${measured}, bar ${bar}${note ? `; ${note}` : ''})`).join('; ')}.`, '',
  ].join('\n')
}
