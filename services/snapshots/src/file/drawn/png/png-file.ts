import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import { renderAsync } from '@resvg/resvg-js'
import type { FrozenSnapshot } from '../../../freeze/frozen.ts'
import { stampOf } from '../../../model/stamp.ts'
import type { Fonts } from '../fonts.ts'
import { boardPicture } from './board-svg.ts'

/** Rows that one picture shows. */
export const MOST_ROWS = 60
/** Pixels a point of the drawing. */
const SCALE = 2

/** A picture of the board, in the light theme of the screen, at twice its size; of a big board the first rows, and it says so. */
export async function pngFile(frozen: FrozenSnapshot, fonts: Fonts): Promise<Uint8Array> {
  const rows: FrozenRow[] = []
  let units = 0
  for await (const row of frozen.rows()) {
    units++
    if (rows.length < MOST_ROWS) rows.push(row)
  }
  const { svg, texts } = boardPicture({ head: frozen.head, stamp: stampOf(frozen), rows, units, hash: frozen.hash })
  await fonts.check(texts.map(({ text, isBold }) => ({ place: text, text, weight: isBold ? 'bold' : 'regular' })))
  const files = [await fonts.file('regular'), await fonts.file('bold')]
  const image = await renderAsync(svg, { fitTo: { mode: 'zoom', value: SCALE }, font: { loadSystemFonts: false, fontFiles: files.map(({ path }) => path) } })
  return image.asPng()
}
