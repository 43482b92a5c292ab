import type { Logger } from '../logger.ts'
import { Listeners } from './listeners.ts'
import { Signal } from './signal.ts'
import type { SignalTopic } from './signal.ts'

/** Signals inside one process. */
export class InProcessSignal extends Signal {
  private readonly listeners: Listeners

  constructor(logger: Pick<Logger, 'error'> | null = null) {
    super()
    this.listeners = new Listeners(logger)
  }

  publish(topic: SignalTopic, payload: string): void {
    // Later, so that a publisher never runs inside a listener.
    setImmediate(() => this.listeners.tell(topic, payload))
  }

  tell(topic: SignalTopic, payload: string): void {
    this.publish(topic, payload)
  }

  subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void {
    return this.listeners.add(topic, listener)
  }

  isUp(): boolean {
    return true
  }
}
