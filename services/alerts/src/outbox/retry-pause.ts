/** After so many attempts a message is given up: about an hour after the first. */
export const MOST_ATTEMPTS = 12
/** After so many of which nobody knows whether it arrived: more would fill the other side's room with the same words. */
export const MOST_UNKNOWN = 3

const FIRST_MS = 5_000
const LONGEST_MS = 600_000

/** How long to wait after the n-th failed attempt (from 1): doubling, with up to a quarter more by chance (`random`, 0 … 1) so that many do not come back together. */
export function retryPause(attempt: number, random: number): number {
  const pause = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
  return Math.round(pause * (1 + random / 4))
}
