import { posix } from 'node:path'
import type { Source } from '../source.ts'

/** Lines of a file, of a test file, and source files of one folder. */
export const LIMITS = { lines: 400, testLines: 600, folderFiles: 12 } as const

/** A file over its limit of lines. */
export function overlong({ path, text }: Source): string[] {
  const lines = text.split('\n').length - 1
  const limit = path.endsWith('.test.ts') ? LIMITS.testLines : LIMITS.lines
  return lines > limit ? [`${path}: has ${lines} lines, the limit is ${limit}; split it by what it is about.`] : []
}

/** Folders that hold more source files than a reader takes in; tests beside the code do not count. */
export function crowded(sources: readonly Source[]): string[] {
  const counts = new Map<string, number>()
  for (const { path } of sources) {
    if (!path.endsWith('.test.ts')) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > LIMITS.folderFiles).map(([folder, count]) => `${folder}: holds ${count} source files, the limit is ${LIMITS.folderFiles}; part it by subject.`)
}
