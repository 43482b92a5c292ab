import { createHash } from 'node:crypto'
import type { ScoredPart, StoredRow } from '@tierline/platform/board/stored-row'
import { packRow } from '@tierline/platform/board/stored-row'

/** A row as it is written: JSON text around the facts' own text, so that facts are written down once. */
export function rowText(row: ScoredPart, more: { indicators: readonly string[]; lastEvent: number | null; facts: string }): string {
  const packed: Omit<StoredRow, 'facts'> = packRow(row, { indicators: more.indicators, lastEvent: more.lastEvent })
  return `${JSON.stringify(packed).slice(0, -1)},"facts":${more.facts}}`
}

/** Tells a row from the one before it. */
export function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64')
}
