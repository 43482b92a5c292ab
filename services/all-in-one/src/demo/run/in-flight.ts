/** Keeps several pieces of work under way at once, never more; the first failure is thrown at the next call. */
export class InFlight {
  private readonly underWay = new Set<Promise<void>>()
  private failure: { error: unknown } | null = null

  constructor(private readonly most: number) {}

  /** Starts the work, as soon as there is room for it. */
  async start(work: () => Promise<void>): Promise<void> {
    while (this.underWay.size >= this.most) await Promise.race(this.underWay)
    this.rethrow()
    const running: Promise<void> = work().catch((error: unknown) => { this.failure ??= { error } }).finally(() => this.underWay.delete(running))
    this.underWay.add(running)
  }

  /** Waits for all that is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay)
    this.rethrow()
  }

  private rethrow(): void {
    if (this.failure) throw this.failure.error
  }
}
