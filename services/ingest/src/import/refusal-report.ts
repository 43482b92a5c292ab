import { appendFile, rm } from 'node:fs/promises'

/** One line of the report: what was not counted, and why. */
export interface Refusal {
  line: number
  id: string
  /** `not_sent` where the row could not be made into an event; else the door's code. */
  code: string
  column: string
  found: string
  expected: string
  mend: string
}

const COLUMNS = ['line', 'id', 'code', 'column', 'found', 'expected', 'mend'] as const

/** The report of what was refused: CSV with a byte order mark, made only when there is something to say. */
export class RefusalReport {
  /** `count` lines stand in it already, from a run that is gone on with. */
  constructor(private readonly file: string, private count: number) {}

  get lines(): number {
    return this.count
  }

  /** The report's path, or null while nothing was refused. */
  get written(): string | null {
    return this.count > 0 ? this.file : null
  }

  async clear(): Promise<void> {
    this.count = 0
    await rm(this.file, { force: true })
  }

  async add(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return
    const head = this.count === 0 ? `\u{feff}${COLUMNS.join(',')}\r\n` : ''
    await appendFile(this.file, head + refusals.map((refusal) => `${COLUMNS.map((name) => cell(refusal[name])).join(',')}\r\n`).join(''))
    this.count += refusals.length
  }
}

/** What the door said in one sentence (`where: found …, expected …. mend`), in its parts. */
export function sentenceParts(detail: string): { where: string; found: string; expected: string; mend: string } {
  const match = /^(.*?): found (.*?), expected (.*?)\. (.*)$/s.exec(detail)
  const [, where = '', found = detail, expected = '', mend = ''] = match ?? []
  return { where, found, expected, mend }
}

/** Text that a spreadsheet would take for a formula is defused; quotes are doubled. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
