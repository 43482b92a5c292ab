import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import { raw } from '@tierline/platform/database/database'
import type { FrozenSnapshot } from '@tierline/snapshots/freeze/frozen'
import { BigCity } from '@tierline/snapshots/testing/big-city'
import { DrawingThread } from '@tierline/snapshots/file/drawn/drawing-thread'
import { writeFile } from '@tierline/snapshots/file/write-file'
import { milliseconds } from '../beside-commit.ts'
import { against, percentile, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'

/** Of up to a thousand units some files keep the rows; more are never kept. */
const [FEW, MANY] = [1_000, 4_000]
const STREAMED = ['xlsx', 'csv', 'json'] as const
const DRAWN = ['docx', 'pdf', 'png'] as const
const TURNS = 5
/** Bytes of a file between two looks at the heap. */
const LOOK_EVERY = 128 * 1024
const MB = 1e6

/** Files of a snapshot: how long beside a bare read of the same texts, how much memory at a time, how long the process's own thread stands still. */
export const files: Section = {
  title: `Files of a snapshot: ${FEW.toLocaleString('en')} and ${MANY.toLocaleString('en')} units, ten leaves`,
  async run() {
    const [few, many] = [await BigCity.open(FEW), await BigCity.open(MANY)]
    try {
      const [small, big] = [await few.freeze(), await many.freeze()]
      const figures: Figure[] = []
      for (const format of STREAMED) figures.push(...(await streamed(format, { small, big, bare: () => bareRead(many, big.id, format === 'json') })))
      for (const format of DRAWN) figures.push(await drawn(format, small))
      return figures
    } finally {
      await few.close()
      await many.close()
    }
  },
}

async function streamed(format: FileFormat, { small, big, bare }: { small: FrozenSnapshot; big: FrozenSnapshot; bare: () => Promise<void> }): Promise<Figure[]> {
  const [times, bares]: [number[], number[]] = [[], []]
  // Turn and turn about, so that both meet the same machine.
  for (let turn = 0; turn < TURNS; turn += 1) {
    times.push(await milliseconds(() => written(big, format)))
    bares.push(await milliseconds(bare))
  }
  const [time, least] = [percentile(times, 0.5), percentile(bares, 0.5)]
  const [looksSmall, looksBig] = [await liveHeap(small, format), await liveHeap(big, format)]
  const [heapSmall, heapBig] = [percentile(looksSmall, 0.5), percentile(looksBig, 0.5)]
  const most = (looks: readonly number[]): string => (Math.max(...looks) / MB).toFixed(1)
  return [
    told(`${format}, ${MANY.toLocaleString('en')} units, p50`, `${(time / 1_000).toFixed(2)} s`, `${(time / least).toFixed(1)} × a bare read of ${format === 'json' ? 'the same texts' : 'the same rows'}`),
    against(`${format}, live memory, ${MANY / FEW} × the units`, heapBig / heapSmall, { most: 1.5, unit: ' ×', decimals: 2, note: `${(heapSmall / MB).toFixed(1)} → ${(heapBig / MB).toFixed(1)} MB above the start in the middle of ${looksBig.length} looks, ${most(looksSmall)} → ${most(looksBig)} MB at most; garbage collected before each` }),
  ]
}

async function drawn(format: (typeof DRAWN)[number], frozen: FrozenSnapshot): Promise<Figure> {
  const thread = new DrawingThread(null)
  let [last, longest] = [performance.now(), 0]
  const beat = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  const time = await milliseconds(() => thread.draw(frozen, format))
  clearInterval(beat)
  return told(`${format}, ${FEW.toLocaleString('en')} units, in the drawing thread`, `${(time / 1_000).toFixed(2)} s`, `the process's own thread stood still for ${Math.round(longest)} ms at the longest`)
}

async function written(frozen: FrozenSnapshot, format: FileFormat, piece: (bytes: number) => void = () => undefined): Promise<void> {
  const { body } = await writeFile(frozen, format, () => Promise.reject(new Error('only streamed formats are written here')))
  for await (const { length } of body) piece(length)
}

/** What is alive while the file is written, at looks on the way; of a few passes the lowest, for a page of texts more or less is alive by chance. */
async function liveHeap(frozen: FrozenSnapshot, format: FileFormat): Promise<number[]> {
  const passes: number[][] = []
  for (let turn = 0; turn < TURNS; turn += 1) passes.push(await looksAtHeap(frozen, format))
  return passes.sort((a, b) => percentile(a, 0.5) - percentile(b, 0.5))[0] ?? []
}

async function looksAtHeap(frozen: FrozenSnapshot, format: FileFormat): Promise<number[]> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = (): number => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = heap()
  const looks: number[] = []
  let since = 0
  await written(frozen, format, (bytes) => {
    since += bytes
    if (since < LOOK_EVERY && looks.length > 0) return
    since = 0
    looks.push(heap() - before)
  })
  return looks
}

/** The least that a file costs: its texts read once, whole. */
async function bareRead({ platform: { db } }: BigCity, snapshot: number, isWhole: boolean): Promise<void> {
  await db.rows(raw<{ text: string }>(), `select ${isWhole ? `explanation || facts || "row"` : '"row"'} as text from snapshot_unit where snapshot = $1 order by place`, [snapshot])
}
