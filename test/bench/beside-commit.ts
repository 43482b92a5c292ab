import type { BigBoard } from './big-board.ts'

/** Milliseconds of what was measured, and of the bare commits of one row between. */
export interface Beside {
  works: number[]
  commits: number[]
}

/** Measures work and a bare commit on the same server turn and turn about, so that both meet the same disk; `before` each turn is not measured. */
export async function besideCommit({ db }: BigBoard, turns: number, { before, work }: { before?: (turn: number) => Promise<void>; work: () => Promise<void> }): Promise<Beside> {
  const [works, commits]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns; turn += 1) {
    await before?.(turn)
    works.push(await milliseconds(work))
    commits.push(await milliseconds(() => db.transaction((tx) => tx.run('update clock set instant = instant'))))
  }
  return { works, commits }
}

/** How long some work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
