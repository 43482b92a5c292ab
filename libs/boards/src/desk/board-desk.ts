import { setTimeout as wait } from 'node:timers/promises'
import type { Board, BoardKey } from '@tierline/contracts/board'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { parseDay, parsePeriod, startOfDay } from '@tierline/scoring'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import type { BoardQuestion } from './board-question.ts'
import { readSeqs, wantBoard } from '../board/board.store.ts'
import { listBoards } from './list-boards.ts'
import type { StoredBoards } from '../board/stored-boards.ts'

/** A reading of the past: the board as it stood at an instant, or null where nothing was known of it. */
export interface PastReading {
  read(id: number, at: number): Promise<Board | null>
}

export interface BoardDeskParts {
  platform: Platform
  rubrics: StoredRubrics
  live: StoredBoards
  known: PastReading
  corrected: PastReading
}

const FOR_EVER = '9999-12-31'

/** A board that nobody had asked for yet is waited for this long. */
const PATIENCE = { tries: 30, pauseMs: 100 } as const

/** Answers questions about boards, whichever reading they ask for. */
export class BoardDesk {
  constructor(private readonly parts: BoardDeskParts) {}

  /** The board asked for; a problem that names what there is where it does not exist. */
  async find(question: BoardQuestion): Promise<Board> {
    const { id, key } = await this.identify(question)
    const { live, known, corrected } = this.parts
    if (question.at === null) return (await live.read(key)) ?? (await this.unknown(question))
    const board = await (question.reading === 'corrected' ? corrected : known).read(id, question.at)
    if (board) return board
    throw new ProblemError(404, 'no_data', {
      title: 'Nothing was known then', detail: `Of the board ${nameOf(key)} nothing was known at ${new Date(question.at).toISOString()}. Ask for a later instant, or for reading=corrected.`,
    })
  }

  /** The board's number and key; without a period, the one that the list shows first. A period that has no board yet is asked for. */
  async identify(question: BoardQuestion): Promise<{ id: number; key: BoardKey }> {
    const key = await this.keyOf(question)
    const id = (await this.parts.live.idOf(key)) ?? ((await this.isWantable(key)) ? await this.askFor(key) : null)
    return id === null ? await this.unknown({ ...question, period: key.period }) : { id, key }
  }

  private async keyOf(question: BoardQuestion): Promise<BoardKey> {
    const { rubric, group, period } = question
    if (period !== null) return { rubric, group, period }
    const { boards } = await listBoards(this.parts.platform, this.parts.rubrics)
    return boards.find(({ key }) => key.rubric === rubric && key.group === group)?.key ?? (await this.unknown(question))
  }

  private async isWantable(key: BoardKey): Promise<boolean> {
    const rubric = await this.parts.rubrics.inForce(key.rubric, key.period, this.parts.platform.clock.now())
    const period = parsePeriod(key.period, this.parts.platform.clock.now())
    if (!rubric?.groups.includes(key.group) || !period || ![rubric.periods.official, ...(rubric.periods.also ?? [])].includes(period.kind)) return false
    const { from, until = FOR_EVER } = rubric.effective
    return period.until > startOfDay(parseDay(from) ?? 0) && period.from < startOfDay((parseDay(until) ?? 0) + 1) && period.from <= this.parts.platform.clock.now()
  }

  /** Asks the scoring for a board and waits for its first seq; null where it will not be made (its period lies outside of the rubric's time). */
  private async askFor(key: BoardKey): Promise<number | null> {
    const { db, signal } = this.parts.platform
    await wantBoard(db, key)
    signal.publish('touched', 'a board is wanted')
    for (let tries = 0; tries < PATIENCE.tries; tries++) {
      await wait(PATIENCE.pauseMs)
      const board = (await readSeqs(db)).find(({ rubric, group, period }) => rubric === key.rubric && group === key.group && period === key.period)
      if (board && board.seq > 0n) return board.id
    }
    return await this.parts.live.idOf(key)
  }

  private async unknown({ rubric, group, period }: Pick<BoardQuestion, 'rubric' | 'group' | 'period'>): Promise<never> {
    const { boards } = await listBoards(this.parts.platform, this.parts.rubrics)
    const names = boards.map(({ key, periods }) => `${key.rubric}/${key.group} (${periods.map(({ id }) => id).join(', ')})`)
    throw notFound('board', nameOf({ rubric, group, period: period ?? '' }), names.length > 0 ? `There are: ${names.join('; ')}.` : 'No board has been scored yet; boards appear with their first events.')
  }
}

const nameOf = ({ rubric, group, period }: BoardKey): string => `${rubric}/${group}${period && `?period=${period}`}`
