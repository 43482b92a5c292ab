import { readFile } from 'node:fs/promises'

/** A text file with the name that faults call it by; one that cannot be read is said so. */
export async function readNamed(file: string): Promise<{ name: string; text: string }> {
  try {
    return { name: file, text: await readFile(file, 'utf8') }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new Error(`${file}: found no file that can be read (${code}), expected a YAML file. Mend the path.`)
  }
}

/** Faults as lines: where, what was found, what was expected, how to mend it. */
export function faultLines(faults: readonly { path: string; found: string; expected: string; mend: string }[]): string {
  return faults.map(({ path, found, expected, mend }) => `✗ ${path}\n    实际 / found     ${found}\n    应为 / expected  ${expected}\n    改法 / mend      ${mend}\n`).join('')
}
