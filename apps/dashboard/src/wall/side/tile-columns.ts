/** Beyond this many units the tiles would fall below what can be read from three metres. */
export const MOST_TILES = 20

/** Columns of tiles for a number of units: as square as the space is. */
export function tileColumns(units: number): number {
  if (units <= 4) return 2
  if (units <= 12) return 3
  return units <= 16 ? 4 : 5
}
