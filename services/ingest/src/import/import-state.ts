import { createHash } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import * as z from 'zod/mini'

const Counts = z.object({ rows: z.number(), events: z.number(), accepted: z.number(), duplicates: z.nullable(z.number()), quarantined: z.number(), rejected: z.number(), notSent: z.number() })

/** What became of the rows so far; `duplicates` is null where the door's log counts later, `notSent` counts faults of rows that made no event. */
export type Counts = z.infer<typeof Counts>

const Stored = z.object({ input: z.string(), counts: Counts, refusals: z.number() })

export const NO_COUNTS: Counts = { rows: 0, events: 0, accepted: 0, duplicates: 0, quarantined: 0, rejected: 0, notSent: 0 }

/** How far an import has come, kept in a file, so that one that was broken off goes on where its last acknowledged rows end. */
export class ImportState {
  constructor(private readonly file: string, private readonly input: string) {}

  /** Null where there is none, or where it belongs to another file, map or server. */
  async read(): Promise<{ counts: Counts; refusals: number } | null> {
    const text = await readFile(this.file, 'utf8').catch(() => null)
    if (text === null) return null
    const stored = Stored.safeParse(parsed(text))
    return stored.success && stored.data.input === this.input ? stored.data : null
  }

  /** Replaced in one step: a crash leaves the old one or the new one. */
  async write(counts: Counts, refusals: number): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify({ input: this.input, counts, refusals }))
    await rename(`${this.file}.new`, this.file)
  }

  async remove(): Promise<void> {
    await rm(this.file, { force: true })
  }
}

/** What makes two imports the same: the file as it stands, the map's text and the server. */
export async function inputOf(file: string, mapText: string, url: string): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  return createHash('sha256').update(JSON.stringify([size, mtimeMs, mapText, url])).digest('hex')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
