import type { Database } from '@tierline/platform/database/database'
import { readSettled } from './touched.store.ts'
import type { TouchedBoards } from './touched.store.ts'

/** Without a hint the database is asked again after this, or later where asking takes long. */
const LOOK_MS = 100

/** Who waits for which boards to be scored after they touched them, whichever process scores them: the database says so, a board's turn only hastens the look. */
export class Settling {
  private readonly sleepers = new Set<() => void>()
  private turns = 0
  private isReleased = false

  constructor(private readonly db: Database) {}

  /** Resolves with the boards' seqs when all have been scored, or with those that have when the time is over. */
  async wait({ boards, units }: TouchedBoards, withinMs: number): Promise<ReadonlyMap<number, bigint>> {
    const until = performance.now() + withinMs
    const seqs = new Map<number, bigint>()
    for (let open = boards; open.length > 0;) {
      const [begun, turns] = [performance.now(), this.turns]
      for (const [board, seq] of await readSettled(this.db, { boards: open, units })) seqs.set(board, seq)
      open = open.filter((board) => !seqs.has(board))
      const restMs = until - performance.now()
      if (open.length === 0 || restMs <= 0 || this.isReleased) break
      if (turns === this.turns) await this.sleep(Math.min(restMs, Math.max(LOOK_MS, 2 * (performance.now() - begun))))
    }
    return seqs
  }

  /** A board had its turn, here or elsewhere. */
  turned(): void {
    this.turns += 1
    for (const wake of this.sleepers) wake()
  }

  /** Lets everybody go. */
  release(): void {
    this.isReleased = true
    this.turned()
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.sleepers.add(wake)
    })
  }
}
