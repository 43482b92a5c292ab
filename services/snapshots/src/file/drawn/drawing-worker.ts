import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import type { Drawing, RowsSent, Said } from './drawing.ts'
import { drawerWith } from './drawn-file.ts'
import { Fonts, MissingGlyphs } from './fonts.ts'

// The drawing thread: started by `DrawingThread` for one file, ended by it.
if (!parentPort) throw new Error('drawing-worker: found the main thread, expected a thread that DrawingThread started')
const port = parentPort
const drawing = workerData as Drawing
const say = (said: Said, transferred: ArrayBuffer[] = []): void => port.postMessage(said, transferred)

async function* rows(): AsyncIterable<FrozenRow> {
  for (let isLast = false; !isLast;) {
    const answer = once(port, 'message') as Promise<[RowsSent]>
    say({ kind: 'rows' })
    const [sent] = await answer
    yield* sent.rows
    isLast = sent.isLast
  }
}

const frozen: FrozenSnapshot = {
  ...drawing, head: JSON.parse(drawing.headText) as SnapshotHead, rows, firstExplanation: () => Promise.resolve(drawing.firstExplanation),
  units: () => { throw new Error('drawing-worker: a drawn file needs the rows alone') },
}

try {
  // Copied, for what libraries give may be a view into memory of theirs.
  const bytes = Uint8Array.from(await drawerWith(new Fonts(drawing.fontsFolder))(frozen, drawing.format))
  say({ kind: 'drawn', bytes }, [bytes.buffer])
} catch (error) {
  if (error instanceof MissingGlyphs) say({ kind: 'missing', missing: error.missing, font: error.font })
  else say({ kind: 'failed', error })
}
