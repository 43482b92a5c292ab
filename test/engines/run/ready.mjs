import { setTimeout as wait } from 'node:timers/promises'

/** Long enough for a recovery on a busy machine. */
const READY_SECONDS = 120

/**
 * Waits until an engine answers; says what it printed when it ends before that, or is late.
 * @param {string} name
 * @param {{ isUp: () => Promise<boolean>, hasEnded: () => boolean | Promise<boolean>, log: () => string | Promise<string> }} engine
 */
export async function untilReady(name, { isUp, hasEnded, log }) {
  const deadline = Date.now() + READY_SECONDS * 1000
  while (!(await isUp())) {
    if (await hasEnded()) throw new Error(`${name} ended before it answered; its last words:\n${await log()}`)
    if (Date.now() > deadline) throw new Error(`${name} did not answer within ${READY_SECONDS} s; its last words:\n${await log()}`)
    await wait(50)
  }
}
