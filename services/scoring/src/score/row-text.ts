import { createHash } from 'node:crypto'
import type { ScoredPart } from '@tierline/platform/board/stored-row'
import { packBody } from '@tierline/platform/board/stored-row'

/** A row as it is written, without its place: JSON text around the facts' own text, so that facts are written down once. */
export function rowText(row: ScoredPart, more: { indicators: readonly string[]; lastEvent: number | null; facts: string }): string {
  const packed = packBody(row, { indicators: more.indicators, lastEvent: more.lastEvent })
  return `${JSON.stringify(packed).slice(0, -1)},"facts":${more.facts}}`
}

/** Tells a row from the one before it. */
export function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64')
}
