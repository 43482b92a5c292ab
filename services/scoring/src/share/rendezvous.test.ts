import { describe, expect, it } from '@jest/globals'
import { ownerOf } from './rendezvous.ts'

const BOARDS = Array.from({ length: 3_000 }, (_, board) => board)
const MEMBERS = ['a', 'b', 'c'].map((letter) => `${letter}0000000-0000-4000-8000-000000000000`)
const owners = (members: readonly string[]): (string | null)[] => BOARDS.map((board) => ownerOf(board, members))

describe('the owner of a board', () => {
  it('is the same whatever the order of the members', () => {
    expect(owners([...MEMBERS].reverse())).toEqual(owners(MEMBERS))
  })

  it('is each member for about its part', () => {
    for (const member of MEMBERS) {
      const part = owners(MEMBERS).filter((owner) => owner === member).length
      expect(part).toBeGreaterThan(800)
      expect(part).toBeLessThan(1_200)
    }
  })

  it('changes only for the boards of a member that goes', () => {
    const [all, left] = [owners(MEMBERS), owners(MEMBERS.slice(1))]
    expect(all.filter((owner, at) => owner !== left[at]).every((owner) => owner === MEMBERS[0])).toBe(true)
    expect(ownerOf(1, MEMBERS.slice(2))).toBe(MEMBERS[2])
    expect(ownerOf(1, [])).toBeNull()
  })
})
