import type { Logger } from '../logger.ts'
import type { SignalTopic } from './signal.ts'

/** Who listens to which topic in this process. */
export class Listeners {
  private readonly byTopic = new Map<SignalTopic, Map<symbol, (payload: string) => void>>()

  constructor(private readonly logger: Pick<Logger, 'error'> | null) {}

  add(topic: SignalTopic, listener: (payload: string) => void): () => void {
    const listeners = this.byTopic.get(topic) ?? new Map<symbol, (payload: string) => void>()
    const place = Symbol(topic)
    this.byTopic.set(topic, listeners.set(place, listener))
    return () => void listeners.delete(place)
  }

  /** Calls each, whatever the ones before it did. */
  tell(topic: SignalTopic, payload: string): void {
    for (const listener of this.byTopic.get(topic)?.values() ?? []) {
      try {
        listener(payload)
      } catch (error) {
        this.logger?.error({ err: error, topic }, 'a listener of a signal failed; the others were told')
      }
    }
  }
}
