import { besideCommit } from '../beside-commit.ts'
import { countOne, openBigBoard } from '../big-board.ts'
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
      const { works: changes, commits } = await besideCommit(board, TURNS, {
        before: (turn) => countOne(board, turn),
        work: async () => {
          const outcome = await scorer.score()
          if (!outcome?.moved) throw new Error('the board did not move')
        },
      })
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
