import { EventEmitter } from 'node:events'
import { Signal } from './signal.ts'
import type { SignalTopic } from './signal.ts'

/** Signals inside one process. */
export class InProcessSignal extends Signal {
  private readonly emitter = new EventEmitter().setMaxListeners(0)

  publish(topic: SignalTopic, payload: string): void {
    // Later, so that a publisher never runs inside a listener's error.
    setImmediate(() => this.emitter.emit(topic, payload))
  }

  subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void {
    this.emitter.on(topic, listener)
    return () => this.emitter.off(topic, listener)
  }
}
