import { setTimeout as wait } from 'node:timers/promises'

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
