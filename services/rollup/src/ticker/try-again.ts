import { isRetryable } from '@tierline/platform/database/database-errors'
import { CaseRace } from '../cases/advance-cases.ts'

const MAX_TRIES = 12

/** Runs a transaction again when it collided with another worker's; any other fault is thrown. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === MAX_TRIES || !(isRetryable(error) || error instanceof CaseRace)) throw error
      await new Promise((resolve) => setTimeout(resolve, tries * 5))
    }
  }
}
