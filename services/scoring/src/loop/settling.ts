interface Waiter {
  /** Turns that began before this one do not count. */
  from: number
  open: Set<number>
  seqs: Map<number, bigint>
  resolve(): void
}

/** Who waits for which boards to be scored after they asked. */
export class Settling {
  private readonly waiters = new Set<Waiter>()
  private turn = 0

  /** Resolves with the boards' seqs when all have had a turn that began after this call, or with those that had when the time is over. */
  async wait(boards: readonly number[], withinMs: number): Promise<ReadonlyMap<number, bigint>> {
    const seqs = new Map<number, bigint>()
    if (boards.length === 0) return seqs
    await new Promise<void>((resolve) => {
      const waiter: Waiter = { from: this.turn + 1, open: new Set(boards), seqs, resolve: () => {
        clearTimeout(timer)
        this.waiters.delete(waiter)
        resolve()
      } }
      const timer = setTimeout(() => waiter.resolve(), withinMs)
      this.waiters.add(waiter)
    })
    return seqs
  }

  isWaitingFor(board: number): boolean {
    return [...this.waiters].some(({ open }) => open.has(board))
  }

  /** Marks the beginning of a board's turn. */
  begin(): number {
    this.turn += 1
    return this.turn
  }

  end(turn: number, board: number, seq: bigint | null): void {
    for (const waiter of this.waiters) {
      if (turn < waiter.from || !waiter.open.delete(board)) continue
      if (seq !== null) waiter.seqs.set(board, seq)
      if (waiter.open.size === 0) waiter.resolve()
    }
  }

  /** Lets everybody go. */
  release(): void {
    for (const waiter of this.waiters) waiter.resolve()
  }
}
