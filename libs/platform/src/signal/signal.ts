export type SignalTopic = 'touched' | 'board' | 'directory' | 'rubric'

/** A hint that something changed; it may be lost, so whoever listens also polls. */
export abstract class Signal {
  abstract publish(topic: SignalTopic, payload: string): void
  /** Returns what ends the subscription. */
  abstract subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void
}
