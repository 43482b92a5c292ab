import { Board, BoardList } from '@tierline/contracts/board'
import { boardPath, type BoardAddress } from './board-address.ts'
import { request } from './http.ts'

/** Every board the server keeps. */
export function fetchBoards(signal?: AbortSignal): Promise<BoardList> {
  return request(BoardList, '/v1/boards', { signal })
}

/** One whole board: the snapshot to which deltas are added. */
export function fetchBoard(address: BoardAddress, signal?: AbortSignal): Promise<Board> {
  return request(Board, boardPath(address), { signal })
}
