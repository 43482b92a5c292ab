import { basename } from 'node:path'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Fault } from '@tierline/contracts/problem'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import { lintWatch } from './lint-watch.ts'
import type { WatchContext } from './lint-watch.ts'
import { readWatchFile } from './read-watch-file.ts'

/** Where a watch stands: the file, seen from the rules folder (`watches/towns.yaml`), and its place there (`watches[0]`). */
export interface FilePlace {
  file: string
  at: string
}

/** A watch of a file. */
export interface FiledWatch extends FilePlace {
  body: WatchBody
  by: string
}

/** Reads the files of `rubrics/watches/`; the error names every fault of every file. `context.watches` are those that were entered. */
export function readWatchFiles(texts: readonly NamedText[], context: WatchContext): FiledWatch[] {
  const read = texts.map(({ name, text }) => ({ name, result: readWatchFile(text) }))
  const filed = read.flatMap(({ name, result }) => ('file' in result ? result.file.watches.map((body, n) => ({ name, n, body, by: result.file.by })) : []))
  const watches = new Set([...context.watches, ...filed.map(({ body }) => body.id)])
  const faults = read.flatMap(({ name, result }) => ('faults' in result ? result.faults.map((fault) => sentence(name, fault)) : []))
  for (const [at, { name, n, body }] of filed.entries()) {
    const twin = filed.slice(0, at).find((other) => other.body.id === body.id)
    if (twin) faults.push(sentence(name, { path: `${placeAt(n)}.id`, found: `"${body.id}", as in ${twin.name}: ${placeAt(twin.n)}`, expected: 'an id that no other watch has', mend: 'Rename one of them.' }))
    faults.push(...lintWatch(body, { ...context, watches }, placeAt(n)).map((fault) => sentence(name, fault)))
  }
  if (faults.length > 0) throw new Error(`The watches cannot be used; mend these ${faults.length} faults and start again:\n${faults.join('\n')}`)
  return filed.map(({ name, n, body, by }) => ({ body, by, file: `watches/${basename(name)}`, at: placeAt(n) }))
}

const placeAt = (n: number): string => `watches[${n}]`

function sentence(file: string, { path, found, expected, mend }: Fault): string {
  return `  ${file}: ${path}: found ${found}, expected ${expected}; ${mend}`
}
