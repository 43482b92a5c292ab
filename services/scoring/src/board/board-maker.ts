import type { Database } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import { boardHead, planBoard, versionsOf } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { monthSpan, periodsOf, scoredBy } from './board-periods.ts'
import { createBoard, readBoards, readMonths, takeWanted } from './board.store.ts'
import type { BoardRecord } from './board.store.ts'

/** What boards are made from. */
export interface BoardMakerParts {
  db: Database
  directory: Directory
  /** Every version that is in force on some day. */
  rubrics(): readonly Rubric[]
}

/** Which board: a rubric, a group and a period by id. */
export interface BoardName {
  rubric: string
  group: string
  period: string
}

/** Makes the boards that ought to exist, each once; what made them stays true after a crash, so it needs no memory. */
export class BoardMaker {
  constructor(private readonly parts: BoardMakerParts) {}

  /** Every board there is, after making those of all months and those that somebody asked for. */
  async makeAll(instant: number): Promise<BoardRecord[]> {
    const { db } = this.parts
    const months = await readMonths(db)
    const known = new Set((await readBoards(db)).map((board) => nameOf({ rubric: board.rubric, group: board.group_id, period: board.period })))
    const due = [...new Set(this.parts.rubrics().map(({ id }) => id))].flatMap((id) => this.namesOf(id, months, instant))
    for (const name of [...due, ...(await takeWanted(db))]) if (!known.has(nameOf(name))) await this.make(name, instant)
    return await readBoards(db)
  }

  /** Makes one board; nothing happens where its rubric, group or period is not to be had. */
  async make({ rubric: rubricId, group, period: periodId }: BoardName, instant: number): Promise<void> {
    const scored = scoredBy(versionsOf(this.parts.rubrics(), rubricId), periodId, instant)
    if (!scored?.rubric.groups.includes(group) || !this.parts.directory.group(group)) return
    const { rubric, period } = scored
    await createBoard(this.parts.db, { rubric: rubricId, group, period: periodId, hash: rubric.hash, head: boardHead(rubric), months: monthSpan(planBoard(rubric, period, group).window), instant })
  }

  private namesOf(rubric: string, months: readonly string[], instant: number): BoardName[] {
    const versions = versionsOf(this.parts.rubrics(), rubric)
    return periodsOf(versions, months, instant).flatMap((period) => (scoredBy(versions, period, instant)?.rubric.groups ?? []).map((group) => ({ rubric, group, period })))
  }
}

const nameOf = ({ rubric, group, period }: BoardName): string => JSON.stringify([rubric, group, period])
