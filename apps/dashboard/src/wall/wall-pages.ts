import type { ListedBoard } from '@tierline/contracts/board'

/** One screenful of the wall: a board, and which of its rows. */
export interface WallPlace {
  readonly board: number
  readonly page: number
}

/** Rows that fit on the wall. */
export const WALL_ROWS = 14

/** How many screenfuls a board of `units` ranked units takes. */
export function pagesOf(units: number): number {
  return Math.max(1, Math.ceil(units / WALL_ROWS))
}

/** The next screenful: the rest of the board first, then the next board, where the wall wanders through `boards`. */
export function nextPlace(place: WallPlace, pages: number, boards: number): WallPlace {
  if (place.page + 1 < pages) return { board: place.board, page: place.page + 1 }
  return { board: boards === 0 ? 0 : (place.board + 1) % boards, page: 0 }
}

/** Where the wall begins: at the board of the address; a board that is not listed begins the round. */
export function placeOfBoard(boards: readonly ListedBoard[], rubric: string, group: string): number {
  return Math.max(0, boards.findIndex((one) => one.key.rubric === rubric && one.key.group === group))
}
