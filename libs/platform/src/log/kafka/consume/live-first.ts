/** From this many waiting records of the live lane on, imports hold back. */
const LIVE_LAG_RECORDS = 100
/** The share of the time that imports keep even then, so that they end. */
const SHARE = 0.1
const LONGEST_PAUSE_MS = 5_000
const STEP_MS = 10

/** Between two batches of an import: lets live traffic go first, within a bound, so that neither starves. */
export class LiveFirst {
  private lastMs = 0

  constructor(private readonly liveLag: () => number) {}

  /** Waits while live records wait, at most so long that imports keep their share; `isOver` ends it early. */
  async wait(isOver: () => boolean): Promise<void> {
    const until = performance.now() + Math.min(LONGEST_PAUSE_MS, this.lastMs * (1 / SHARE - 1))
    while (this.liveLag() > LIVE_LAG_RECORDS && performance.now() < until && !isOver()) await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }

  /** Notes how long a batch takes. */
  async timed<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      return await work()
    } finally {
      this.lastMs = performance.now() - began
    }
  }
}
