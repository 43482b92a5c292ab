import type { SentEvent } from '../../support/client.ts'
import type { Random } from '../../support/random.ts'

/** Requests in the order in which they are sent. */
export interface Delivery {
  requests: SentEvent[][]
  /** Events sent over and above the first time. */
  extra: number
}

/** The worst that a network and a sender do: any order, 30 % sent twice, every fifth request resent whole, a tenth held back to the end. */
export function deliveryOf(events: readonly SentEvent[], random: Random): Delivery {
  const twice = random.shuffled(events).slice(0, Math.floor(events.length * 0.3))
  const order = random.shuffled([...events, ...twice])
  const delayed = new Set(random.shuffled(order).slice(0, Math.floor(order.length / 10)))
  const requests = cut([...order.filter((event) => !delayed.has(event)), ...order.filter((event) => delayed.has(event))], random)
  const sent = requests.flatMap((request) => (random.chance(0.2) ? [request, request] : [request]))
  return { requests: sent, extra: sent.reduce((total, request) => total + request.length, 0) - events.length }
}

function cut(order: readonly SentEvent[], random: Random): SentEvent[][] {
  const requests: SentEvent[][] = []
  for (let at = 0; at < order.length;) {
    const size = random.whole(1, 60)
    requests.push(order.slice(at, at + size))
    at += size
  }
  return requests
}
