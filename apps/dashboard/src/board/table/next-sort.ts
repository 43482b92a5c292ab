import type { SortKey, View } from '../view-url.ts'

/** What the view becomes when a column's head is pressed: sorted by it, then the other way round, then by rank again. */
export function nextSort(view: View, key: SortKey): Partial<View> {
  if (view.sort !== key) return { sort: key, isDescending: false, isOfficialOrder: false }
  if (!view.isDescending) return { isDescending: true, isOfficialOrder: false }
  return { sort: 'rank', isDescending: false, isOfficialOrder: false }
}
