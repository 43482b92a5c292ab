import type { Board } from '@tierline/contracts/board'
import type { SnapshotDifference } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import { difference, signed } from '../../format/decimal.ts'

export type Unit = SnapshotDifference['units'][number]
export type Figure = Unit['differences'][number]

/** A figure in both languages. It comes as it is printed, in Chinese; tiers are known by the boards' heads, and units by the row that they stand in. */
export function figureWords(printed: string, { what, unit, tiers }: { what: Figure['what']; unit: Pick<Unit, 'nameEn'>; tiers: Board['tiers'] }): Bilingual {
  if (what === 'unit') return { zh: printed, en: unit.nameEn }
  const tier = what === 'tier' ? tiers.find(({ title }) => title.zh === printed) : undefined
  return tier?.title ?? { zh: printed, en: printed }
}

/** How far a figure moved, where both sides are figures of one kind: signed, and for rates in percentage points. Ranks: places gained. */
export type Change = { readonly kind: 'plain' | 'percent'; readonly by: string } | { readonly kind: 'places'; readonly by: number } | null

const NUMBER = /^-?\d+(\.\d+)?$/
const PERCENT = /^(-?\d+(?:\.\d+)?)\s*%$/

/** The change of one figure, or null where it cannot be told in figures. */
export function changeOf({ what, before, after }: Pick<Figure, 'what' | 'before' | 'after'>): Change {
  const [was, is] = [plain(before), plain(after)]
  if (was === null || is === null) return null
  if (what === 'rank') return NUMBER.test(was) && NUMBER.test(is) ? { kind: 'places', by: Number(was) - Number(is) } : null
  const rates = [PERCENT.exec(was)?.[1], PERCENT.exec(is)?.[1]] as const
  if (rates[0] !== undefined && rates[1] !== undefined) return { kind: 'percent', by: signed(difference(rates[1], rates[0])) }
  return NUMBER.test(was) && NUMBER.test(is) ? { kind: 'plain', by: signed(difference(is, was)) } : null
}

function plain(figure: string | null): string | null {
  // A value comes with its fraction behind it: `95.00 %（447/500）`.
  return figure === null ? null : figure.replace(/（.*）$/, '').replace(/,/g, '').replace(/^−/, '-').trim()
}
