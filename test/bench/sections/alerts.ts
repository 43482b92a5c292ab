import { fileURLToPath } from 'node:url'
import { WatchLoop } from '@tierline/alerts/evaluate/watch-loop'
import { Watches } from '@tierline/alerts/watch/watches'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { WatchBody } from '@tierline/contracts/alert/watch'
import { ApiKeys } from '@tierline/platform/api-keys'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { Registry } from 'prom-client'
import { besideCommit } from '../beside-commit.ts'
import type { Beside } from '../beside-commit.ts'
import { NOW, countOne, openBigBoard } from '../big-board.ts'
import type { BigBoard } from '../big-board.ts'
import { percentile, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'
import { rubricText } from '../rubric-text.ts'

const UNITS = 4_000
const LEAVES = 40
/** Passes of each kind; a first look writes every unit of every watch, so there are fewer of them. */
const TURNS = { idle: 150, change: 100, whole: 5 } as const
const RULES = fileURLToPath(new URL('../../../rubrics', import.meta.url))

/** One of each kind that looks at rows, and a second indicator; their lines lie where nobody falls, so that looking is measured and not telling. */
const CONDITIONS: Record<string, WatchBody['condition']> = {
  total: { kind: 'tier_drop', line: { declared: { score: '1', title: { zh: '底线', en: 'Floor' }, by: 'bench', on: '2021-01-01', basis: 'bench' } } },
  points: { kind: 'indicator', indicator: 'l2', of: 'points', side: 'below', line: '-1' },
  value: { kind: 'indicator', indicator: 'l3', of: 'value', side: 'above', line: '1000000' },
  headroom: { kind: 'headroom', indicator: 'l4', side: 'above', line: '1000000', cases: 1 },
  rank: { kind: 'rank_drop', places: UNITS },
}

/** What watches cost on a big board: a pass that finds nothing, one that finds a changed row, one that has seen nothing yet; each beside a bare commit of one row on the same server. */
export const alerts: Section = {
  title: `${Object.keys(CONDITIONS).length} watches on a board of ${UNITS.toLocaleString('en')}`,
  async run() {
    const board = await openBigBoard(UNITS, LEAVES)
    try {
      const scorer = board.scorer()
      await scorer.score()
      await beginYesterday(board)
      const change = async (turn: number): Promise<void> => {
        await move(board, turn)
        if (!(await scorer.score())?.moved) throw new Error('the board did not move')
      }
      await change(0)
      const freshLoop = await enterWatches(board)
      let loop = freshLoop()
      const forget = async (): Promise<void> => {
        for (const table of ['watch_instance', 'watch_stand']) await board.db.run(`delete from ${table}`)
        // Of what one loop has read, another knows nothing.
        loop = freshLoop()
      }
      const whole = await besideCommit(board, TURNS.whole, { before: forget, work: () => looked(loop, 5) })
      await refuseIdleness(board)
      const idle = await besideCommit(board, TURNS.idle, { work: () => looked(loop, 0) })
      const changed = await besideCommit(board, TURNS.change, { before: (turn) => change(turn + 1), work: () => looked(loop, 5) })
      return [
        figure('an idle pass', idle, 'nothing has moved'),
        figure('the pass after one changed row', changed, 'five looks, a transaction each'),
        figure('the first look at the whole board', whole, `${(5 * UNITS).toLocaleString('en')} units judged and kept`),
      ]
    } finally {
      await board.close()
    }
  },
}

function figure(what: string, { works: passes, commits }: Beside, note: string): Figure {
  const [pass, commit] = [percentile(passes, 0.5), percentile(commits, 0.5)]
  return told(`${what}, p50`, `${(pass / commit).toFixed(1)} × a bare commit`, `${pass.toFixed(2)} ms, p99 ${percentile(passes, 0.99).toFixed(2)} ms; a bare commit of one row between them ${commit.toFixed(2)} ms; ${note}`)
}

/** Enters the watches; returns what makes loops of the alerts service that have looked at nothing and pass when they are told to. */
async function enterWatches({ db, rubric }: BigBoard): Promise<() => WatchLoop> {
  await db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ($1, $2, '1', $3, true, to_timestamp(0))`, [rubric.id, rubric.hash, rubricText(LEAVES)])
  const [clock, signal, config] = [new SimulatedClock(NOW), new InProcessSignal(), readConfig({})]
  const directory = new Directory(db, signal)
  await directory.reload()
  const platform: Platform = {
    db, clock, signal, config, directory, rules: await readRulesFolder(RULES), metrics: new Registry(), secrets: { personal: '', seal: '' }, isDemo: false,
    log: new InProcessLog(), inlet: new NoInlet(), keys: new ApiKeys(db, clock), logger: openLogger('error'), close: () => Promise.resolve(),
  }
  const rubrics = new StoredRubrics(db)
  const watches = new Watches(platform, rubrics)
  for (const [id, condition] of Object.entries(CONDITIONS)) {
    const watch = WatchBody.parse({ id, title: { zh: id, en: id }, rubric: rubric.id, group: 'all', period: 'year', condition })
    await watches.put(id, { watch, by: 'bench', reason: 'bench' })
  }
  return () => new WatchLoop(platform, rubrics)
}

/** The first seq is of the day before, so that the places of the next have today's midnight to be compared with. */
async function beginYesterday({ db }: BigBoard): Promise<void> {
  for (const table of ['board_history', 'score_history', 'place_history']) await db.run(`update ${table} set at = at - interval '1 day'`)
  await db.run('analyze')
}

async function looked(loop: WatchLoop, expected: number): Promise<void> {
  const looks = await loop.pass()
  if (looks !== expected) throw new Error(`the pass looked ${looks} times, expected ${expected}`)
}

/** Every unit must have been judged, and nobody must have fallen; otherwise something else is measured. */
async function refuseIdleness({ db }: BigBoard): Promise<void> {
  const states = await db.rows(raw<{ watch: string; state: string; n: number }>(), 'select watch, state, count(*)::int4 as n from watch_instance group by watch, state order by watch')
  const isWhole = states.length === 5 && states.every(({ state, n }) => state === 'normal' && n === UNITS)
  if (!isWhole) throw new Error(`expected ${UNITS} normal units under each watch, found ${JSON.stringify(states)}`)
}

/** One counted event, a second after the one before. */
async function move(board: BigBoard, turn: number): Promise<void> {
  await board.db.run(`update clock set instant = instant + interval '1 second'`)
  await countOne(board, turn)
}
