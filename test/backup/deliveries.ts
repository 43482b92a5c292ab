import type { EventRecord } from '@tierline/contracts/log-record'
import { history, START } from '@tierline/rollup/testing/streams'
import fc from 'fast-check'

const MONTH_MS = 30 * 86_400_000
const ROUNDS = 60
const SEED = 2021

/** After everything that is delivered. */
export const END = START + 90 * 86_400_000

/** Five years of histories, shuffled, every third event twice; the same at every call. */
export function deliveries(): EventRecord[] {
  const events = fc.sample(history, { numRuns: ROUNDS, seed: SEED }).flatMap((round, n) => round.map((event) => movedBack(event, n)))
  const [order] = fc.sample(fc.shuffledSubarray([...events, ...events.filter((_, i) => i % 3 === 0)], { minLength: events.length + Math.ceil(events.length / 3) }), { numRuns: 1, seed: SEED })
  return order ?? []
}

/** The rounds share names and seven weeks; each is given names and a time of its own. */
function movedBack(event: EventRecord, n: number): EventRecord {
  const data = 'ticket' in event.data ? { ...event.data, ticket: `${String(event.data['ticket'])}/${n}` } : event.data
  return { ...event, id: `${event.id}/${n}`, identity: event.identity.slice(0, 28) + n.toString(16).padStart(4, '0'), corrects: event.corrects === null ? null : `${event.corrects}/${n}`, data, time: event.time - n * MONTH_MS, arrived: event.time }
}
