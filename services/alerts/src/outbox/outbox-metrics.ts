import type { ChannelKind } from '@tierline/contracts/alert/channel'
import type { Answer } from '@tierline/platform/channel/channel-adapter'
import { Counter, Gauge } from 'prom-client'
import type { Registry } from 'prom-client'

const known = new WeakMap<Registry, OutboxMetrics>()

/** What is measured of sending. */
export class OutboxMetrics {
  private readonly messages: Counter<'channel_kind' | 'outcome'>

  /** The one of a registry: the queue and the tests by hand count together. `waiting` is asked when the metrics are read. */
  static on(registry: Registry, waiting: () => Promise<number>): OutboxMetrics {
    const metrics = known.get(registry) ?? new OutboxMetrics(registry, waiting)
    known.set(registry, metrics)
    return metrics
  }

  private constructor(registry: Registry, waiting: () => Promise<number>) {
    const registers = [registry]
    this.messages = new Counter({ name: 'tierline_messages_total', help: 'Attempts to deliver a message, by kind of channel and outcome (sent, failed, unknown)', labelNames: ['channel_kind', 'outcome'], registers })
    new Gauge({
      name: 'tierline_messages_waiting', help: 'Messages that wait for their channel or are being sent', registers,
      // A database that is away shows in other metrics; the last figure stands.
      async collect() { await waiting().then((count) => this.set(count), () => undefined) },
    })
  }

  attempted(kind: ChannelKind, outcome: Answer['outcome']): void {
    this.messages.inc({ channel_kind: kind, outcome })
  }
}
