export const SIGNAL_TOPICS = ['touched', 'board', 'directory', 'rubric', 'watch', 'alert', 'snapshot'] as const
export type SignalTopic = (typeof SIGNAL_TOPICS)[number]

/** Topics whose changes are rarer than the boards', kept in memory where they matter, and numbered in the database. */
export const REVISED_TOPICS = ['directory', 'rubric', 'watch', 'alert', 'snapshot'] as const satisfies readonly SignalTopic[]
export type RevisedTopic = (typeof REVISED_TOPICS)[number]

/** A hint that something changed, to every process; it may be lost, doubled or late, so whoever listens also polls. Order is not promised. */
export abstract class Signal {
  /** Comes back at once and never throws; while nothing carries signals, the hint is dropped. */
  abstract publish(topic: SignalTopic, payload: string): void
  /** Tells the listeners of this process alone. */
  abstract tell(topic: SignalTopic, payload: string): void
  /** Returns what ends the subscription. A listener that throws is heard of in the log and hurts no other. */
  abstract subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void
  /** Whether a hint that is published now would reach who listens. */
  abstract isUp(): boolean
}
