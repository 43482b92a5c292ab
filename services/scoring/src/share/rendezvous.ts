import { createHash } from 'node:crypto'

/**
 * Who of some members a board belongs to: the one whose hash together with the board's number is the highest (rendezvous hashing). All who know the same members
 * come to the same answer, and a member that comes or goes moves only the boards that it gets or had.
 */
export function ownerOf(board: number, members: readonly string[]): string | null {
  let [owner, highest]: [string | null, string] = [null, '']
  for (const member of members) {
    const weight = createHash('sha1').update(`${member} ${board}`).digest('hex')
    if (weight > highest) [owner, highest] = [member, weight]
  }
  return owner
}
