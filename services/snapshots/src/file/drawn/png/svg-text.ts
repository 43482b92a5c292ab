import { xmlText } from '../../xml-text.ts'
import { LIGHT } from './light-theme.ts'

/** A text at its place on a picture. */
export interface PlacedText {
  x: number
  y: number
  text: string
  size: number
  isBold?: boolean
  colour?: string
  anchor?: 'end' | 'middle'
}

/** The text as SVG; the font is the one that is loaded. */
export function textOf({ x, y, text, size, isBold, colour, anchor }: PlacedText): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour ?? LIGHT.ink}"${isBold ? ' font-weight="700"' : ''}${anchor ? ` text-anchor="${anchor}"` : ''}>${xmlText(text)}</text>`
}
