import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

/** Asks until the answer is there, and gives it; after `seconds` says what was waited for and the last answer or fault. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (let last: unknown = null; ;) {
    try {
      const answer = await ask()
      if (answer !== null && answer !== undefined && answer !== false) return answer
      last = answer
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain for: ${what}. Last answer: ${String(last)}`)
    await wait(40)
  }
}

/** Asks until the answer is the expected one, or for `seconds`; gives the last answer, for the test to compare. */
export async function eventually<T>(ask: () => Promise<T>, expected: unknown, seconds = 30): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ;) {
    const answer = await ask()
    if (isDeepStrictEqual(answer, expected) || Date.now() > deadline) return answer
    await wait(100)
  }
}

/** Asks until two answers a second apart are the same, and gives it: scoring follows the commit, so a board may still move after its last sum is right. */
export async function atRest<T>(ask: () => Promise<T>, seconds = 60): Promise<T> {
  let last = await ask()
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline;) {
    await wait(1_000)
    const next = await ask()
    if (isDeepStrictEqual(next, last)) return next
    last = next
  }
  throw new Error(`Waited ${seconds} s in vain for two equal answers a second apart. Last answer: ${JSON.stringify(last).slice(0, 500)}`)
}
