import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { docxFile } from './docx/docx-file.ts'
import type { Fonts } from './fonts.ts'
import { pdfFile } from './pdf/pdf-file.ts'
import { pngFile } from './png/png-file.ts'

/** Formats that are laid out as a whole: libraries do that in one piece of seconds, so it is done in a thread of its own. */
export const DRAWN_FORMATS = ['docx', 'pdf', 'png'] as const
export type DrawnFormat = (typeof DRAWN_FORMATS)[number]

/** Draws a snapshot as a file. */
export type Draw = (frozen: FrozenSnapshot, format: DrawnFormat) => Promise<Uint8Array>

const DRAWERS: Record<DrawnFormat, (frozen: FrozenSnapshot, fonts: Fonts) => Promise<Uint8Array>> = { docx: docxFile, pdf: pdfFile, png: pngFile }

/** Draws in the calling thread, which does nothing else meanwhile. The snapshot's rows are gone through once. */
export function drawerWith(fonts: Fonts): Draw {
  return async (frozen, format) => await DRAWERS[format](frozen, fonts)
}
