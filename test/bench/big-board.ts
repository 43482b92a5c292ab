import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { SimulatedClock } from '@tierline/platform/clock'
import { Database, raw } from '@tierline/platform/database/database'
import { startEmbeddedPostgres } from '@tierline/platform/database/embedded-postgres'
import { migrate } from '@tierline/platform/database/migrator'
import { Directory } from '@tierline/platform/directory'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { measureHash, parseRubric } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { BoardMaker } from '@tierline/scoring-service/board/board-maker'
import { readBoards } from '@tierline/scoring-service/board/board.store'
import type { BoardRecord } from '@tierline/scoring-service/board/board.store'
import { BoardScorer } from '@tierline/scoring-service/score/board-scorer'
import { dataFolder } from '../support/data-folder.ts'
import { rubricText } from './rubric-text.ts'

/** The instant at which the board is scored. */
export const NOW = Date.parse('2021-12-01T10:00:00+08:00')
export const PERIOD = '2021'

/** A board of many units and indicators on a durable PostgreSQL, its roll-ups filled by SQL, nothing else running. */
export interface BigBoard {
  db: Database
  rubric: Rubric
  record: BoardRecord
  scorer(): BoardScorer
  unitIds: number[]
  close(): Promise<void>
}

/** Fills and opens it. */
export async function openBigBoard(units: number, leaves: number): Promise<BigBoard> {
  const folder = await dataFolder()
  const postgres = await startEmbeddedPostgres(join(folder, 'pg'))
  const db = new Database(postgres.address)
  const close = async (): Promise<void> => {
    await db.close()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await migrate(db)
    return { ...(await fill(db, rubricOf(leaves), units)), close }
  } catch (error) {
    await close()
    throw error
  }
}

function rubricOf(leaves: number): Rubric {
  const read = parseRubric(rubricText(leaves), fileURLToPath(new URL('rubric-text.ts', import.meta.url)))
  if ('faults' in read) throw new Error(`the benchmark's rubric: ${JSON.stringify(read.faults)}`)
  return read.rubric
}

async function fill(db: Database, rubric: Rubric, units: number): Promise<Omit<BigBoard, 'close'>> {
  const clock = new SimulatedClock(NOW)
  await db.run('insert into clock (instant) values ($1) on conflict (single) do update set instant = excluded.instant', [new Date(NOW)])
  await db.run(`insert into unit (code, name, name_en, short, initials, pinyin, local) select 'u' || n, '第' || n || '镇', 'Town ' || n, n::text, 'z', 'zhen', true from generate_series(1, $1::int4) as n`, [units])
  await db.run(`insert into unit_group (id, title, note, demo) values ('all', '{"zh":"全部","en":"All"}', null, false)`)
  await db.run(`insert into group_member (group_id, unit, place) select 'all', id, id from unit`)
  await db.run(`insert into attribute (unit, name, value, effective, citation, entered_by, entered_at) select id, 'population', 1000 + id % 977, '2000-01-01', 'bench', 'bench', $1 from unit`, [new Date(NOW)])
  for (const { declaration } of Object.values(rubric.measures)) {
    await db.run(`insert into measure (hash, declaration, state, since, done, added_at) values ($1, $2, 'complete', '{}', '{}', $3) on conflict do nothing`, [measureHash(declaration), JSON.stringify(declaration), new Date(NOW)])
  }
  // One day of each measure of each unit: the value, not the number of days, is what scoring sees.
  await db.run(`insert into rollup_day (measure, unit, key, bucket, value) select m.id, u.id, '', '2021-06-15', 1 + (u.id * 7919 + m.id * 104729) % 1200 from unit u cross join measure m order by m.id, u.id`)
  await db.run('analyze')
  const directory = new Directory(db, new InProcessSignal())
  await directory.reload()
  await new BoardMaker({ db, directory, rubrics: () => [rubric] }).make({ rubric: rubric.id, group: 'all', period: PERIOD }, NOW)
  const [record] = await readBoards(db)
  if (!record) throw new Error('no board was made')
  const unitIds = (await db.rows(raw<{ id: number }>(), 'select id from unit order by id')).map(({ id }) => id)
  return { db, rubric, record, unitIds, scorer: () => new BoardScorer({ db, clock, directory, rubric: () => rubric }, record) }
}

/** What the roll-up and the deal leave behind for one counted event; another unit each turn. */
export async function countOne({ db, record, unitIds }: BigBoard, turn: number): Promise<void> {
  const unit = unitIds[(turn * 997) % unitIds.length]
  await db.run('update rollup_day set value = value + 37 where unit = $1 and measure = (select min(id) from measure)', [unit])
  await db.run('insert into board_touched (board, unit) values ($1, $2) on conflict do nothing', [record.id, unit])
}
