import { openBigBoard } from '../big-board.ts'
import type { BigBoard } from '../big-board.ts'
import { against, percentile, told } from '../report/figure.ts'
import type { Section } from '../report/figure.ts'

const UNITS = 4_000
const LEAVES = 40
const TURNS = 150

/** One unit's change to a board's new seq, beside a bare commit of one row on the same server. */
export const oneChange: Section = {
  title: `One unit's change on a board of ${UNITS.toLocaleString('en')}`,
  async run() {
    const board = await openBigBoard(UNITS, LEAVES)
    try {
      const scorer = board.scorer()
      await scorer.score()
      const [changes, commits]: [number[], number[]] = [[], []]
      // Turn and turn about, so that both meet the same disk.
      for (let turn = 0; turn < TURNS; turn += 1) {
        await move(board, turn)
        changes.push(await milliseconds(async () => {
          const outcome = await scorer.score()
          if (!outcome?.moved) throw new Error('the board did not move')
        }))
        commits.push(await milliseconds(() => board.db.transaction((tx) => tx.run('update clock set instant = instant'))))
      }
      const [change, commit] = [percentile(changes, 0.5), percentile(commits, 0.5)]
      return [
        told('a bare commit of one row, p50', `${commit.toFixed(2)} ms`, `p99 ${percentile(commits, 0.99).toFixed(2)} ms`),
        told('touched unit → new seq committed, p50', `${change.toFixed(2)} ms`, `p99 ${percentile(changes, 0.99).toFixed(2)} ms; ${LEAVES} indicators, five of them ranks of the group`),
        against('ratio', change / commit, { most: 10, aim: 5, unit: ' ×', decimals: 1 }),
      ]
    } finally {
      await board.close()
    }
  },
}

/** What the roll-up and the deal leave behind for one counted event. */
async function move({ db, record, unitIds }: BigBoard, turn: number): Promise<void> {
  const unit = unitIds[(turn * 997) % unitIds.length]
  await db.run('update rollup_day set value = value + 37 where unit = $1 and measure = (select min(id) from measure)', [unit])
  await db.run('insert into board_touched (board, unit) values ($1, $2) on conflict do nothing', [record.id, unit])
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
