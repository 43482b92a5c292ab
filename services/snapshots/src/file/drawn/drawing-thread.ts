import { Worker } from 'node:worker_threads'
import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import type { Drawing, RowsSent, Said } from './drawing.ts'
import type { DrawnFormat } from './drawn-file.ts'
import { MissingGlyphs } from './fonts.ts'

/** A thread runs what was built, also where the sources run under a loader that threads do not have. */
const ENTRY = new URL('../../../dist/file/drawn/drawing-worker.js', import.meta.url)
/** Rows that are handed over at once. */
const BATCH = 200
const LIMIT_MS = 120_000

/** Draws files in a thread beside the one that counts, scores and answers; one file at a time, for each takes some hundred MB while it is drawn. */
export class DrawingThread {
  private last: Promise<unknown> = Promise.resolve()

  /** @param fontsFolder as `Fonts` takes it. */
  constructor(private readonly fontsFolder: string | null, private readonly limitMs = LIMIT_MS) {}

  /** @throws MissingGlyphs where the font lacks characters, an Error where the thread dies or takes longer than its limit. */
  async draw(frozen: FrozenSnapshot, format: DrawnFormat): Promise<Uint8Array> {
    const before = this.last
    const drawn = before.then(() => this.inThread(frozen, format))
    this.last = drawn.catch(() => undefined)
    return await drawn
  }

  private async inThread({ id, state, algorithm, hash, headText, issued, ...frozen }: FrozenSnapshot, format: DrawnFormat): Promise<Uint8Array> {
    const drawing: Drawing = { id, state, algorithm, hash, headText, issued, format, fontsFolder: this.fontsFolder, firstExplanation: await frozen.firstExplanation() }
    const rows = frozen.rows()[Symbol.asyncIterator]()
    const worker = new Worker(ENTRY, { workerData: drawing, execArgv: [] })
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        // Answered within the event: a thread that is through may be seen to end in the very next one.
        worker.on('message', (said: Said) => {
          if (said.kind === 'drawn') resolve(said.bytes)
          else if (said.kind === 'missing') reject(new MissingGlyphs(said.missing, said.font))
          else if (said.kind === 'failed') reject(said.error as Error)
          else nextRows(rows).then((sent) => worker.postMessage(sent), reject)
        })
        worker.on('error', reject)
        worker.on('exit', (code) => reject(new Error(`snapshot ${id}.${format}: found the drawing thread ended with code ${code}, expected a file; try again, and look at the memory of the process`)))
        timer = setTimeout(() => reject(new Error(`snapshot ${id}.${format}: found no file after ${this.limitMs / 1000} s of drawing, expected one; try again when the machine is less busy, or take the xlsx`)), this.limitMs)
      })
    } finally {
      clearTimeout(timer)
      await worker.terminate()
      await rows.return?.()
    }
  }
}

async function nextRows(rows: AsyncIterator<FrozenRow>): Promise<RowsSent> {
  const sent: RowsSent = { rows: [], isLast: false }
  while (sent.rows.length < BATCH && !sent.isLast) {
    const next = await rows.next()
    if (next.done) sent.isLast = true
    else sent.rows.push(next.value)
  }
  return sent
}
