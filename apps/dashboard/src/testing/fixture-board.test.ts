import { describe, expect, it } from '@jest/globals'
import { Board } from '@tierline/contracts/board'
import { BoardDelta } from '@tierline/contracts/live'
import { fixtureBoard, fixtureDelta } from './fixture-board.ts'
import { fixtureRandom } from './fixture-random.ts'

describe('fixtures', () => {
  it('are what the contracts say', () => {
    const board = fixtureBoard({ units: 12, unranked: 2, hasUnknown: true })
    expect(Board.safeParse(board)).toMatchObject({ success: true })
    expect(BoardDelta.safeParse(fixtureDelta(board, fixtureRandom(1)))).toMatchObject({ success: true })
  })
  it('are the same for the same seed', () => expect(fixtureBoard({ units: 5, seed: 4 })).toEqual(fixtureBoard({ units: 5, seed: 4 })))
})
