import { Explanations } from '@tierline/boards/explain/explanations'
import { Views } from '@tierline/boards/explain/views'
import { BoardDesk } from '@tierline/boards/desk/board-desk'
import { StoredBoards } from '@tierline/boards/board/stored-boards'
import { CorrectedBoards } from '@tierline/boards/past/corrected-boards'
import { KnownBoards } from '@tierline/boards/past/known-boards'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { ApiKeys } from '@tierline/platform/api-keys'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import type { BoardRowCore, FactEvent } from '@tierline/scoring'
import { BoardMaker } from '@tierline/scoring-service/board/board-maker'
import { readBoards } from '@tierline/scoring-service/board/board.store'
import type { BoardRecord } from '@tierline/scoring-service/board/board.store'
import { dealTouched } from '@tierline/scoring-service/loop/touched.store'
import { BoardScorer } from '@tierline/scoring-service/score/board-scorer'
import { Trial, trialEvent } from '@tierline/scoring-service/testing/trial'
import { Registry } from 'prom-client'
import { SHIPPED_RULES } from '../../support/rules.ts'

export const TOWNS = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'] as const
export const KEY = { rubric: 'trial', group: 'towns', period: '2021' }

/** A board as it was to be at one of its seqs. */
export interface SeqThen {
  seq: bigint
  at: number
  rows: readonly BoardRowCore[]
}

/** Nine towns whose board is scored by the scoring itself, step by step, and read by all its readers. What every seq ought to hold is recomputed from the raw list of events. */
export class PlacedCity {
  readonly seqs: SeqThen[] = []
  readonly live: StoredBoards
  readonly known: KnownBoards
  readonly views: Views
  readonly explanations: Explanations
  private scorer: BoardScorer

  private constructor(readonly trial: Trial, readonly platform: Platform, readonly record: BoardRecord) {
    const rubrics = new StoredRubrics(platform.db)
    const corrected = new CorrectedBoards(platform, rubrics)
    this.live = this.freshBoards()
    this.known = new KnownBoards(platform, rubrics)
    const desk = new BoardDesk({ platform, rubrics, live: this.live, known: this.known, corrected })
    this.views = new Views({ platform, rubrics, desk, corrected })
    this.explanations = new Explanations(platform, this.views)
    this.scorer = this.freshScorer()
  }

  static async open(): Promise<PlacedCity> {
    const trial = await Trial.open({ towns: TOWNS, instant: '2021-11-01T10:00:00+08:00' })
    const { db, directory, registry, signal, clock } = trial
    await new BoardMaker({ db, directory, rubrics: () => registry.all() }).make(KEY, clock.now())
    const [record] = await readBoards(db)
    if (!record) throw new Error('no board was made')
    const platform: Platform = {
      db, directory, signal, clock, rules: await readRulesFolder(SHIPPED_RULES), metrics: new Registry(), config: readConfig({}), secrets: { personal: '', seal: '' }, isDemo: false,
      log: new InProcessLog(), inlet: new NoInlet(), keys: new ApiKeys(db, clock), logger: openLogger('silent'), close: () => Promise.resolve(),
    }
    return new PlacedCity(trial, platform, record)
  }

  /** Seconds pass, things happen, and the board is scored; what it ought to hold is noted where it has moved. */
  async step(seconds: number, events: readonly Pick<FactEvent, 'unit' | 'type' | 'data'>[]): Promise<void> {
    const { trial } = this
    await trial.moveClock(new Date(trial.clock.now() + seconds * 1_000).toISOString())
    const time = new Date(trial.clock.now()).toISOString()
    if (events.length > 0) await trial.count(...events.map(({ unit, type, data }, n) => trialEvent(`e${trial.events.length + n}`, unit, { type, data, time })))
    await this.score()
  }

  /** A town leaves the group, or comes back. */
  async turn(town: string): Promise<void> {
    const { trial } = this
    const left = await trial.db.run('delete from group_member where unit = (select id from unit where code = $1)', [town])
    if (left === 0) await trial.db.run(`insert into group_member (group_id, unit, place) select 'towns', id, id from unit where code = $1`, [town])
    await trial.directory.reload()
    this.scorer.forget()
    await this.step(1, [])
  }

  /** Another process scores from here on. */
  restart(): void {
    this.scorer = this.freshScorer()
  }

  /** A reader that remembers nothing. */
  freshBoards(): StoredBoards {
    return new StoredBoards(this.platform)
  }

  /** Everything is stored as versions before the places did it: whole rows, with digests of other texts. The next process that scores finds it so. */
  async storeAsBefore(): Promise<void> {
    await this.trial.db.script(`
      insert into score_history (board, unit, seq, at, row)
        select p.board, p.unit, p.seq, p.at, h.row || jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) from place_history p
          cross join lateral (select row from score_history where board = p.board and unit = p.unit and seq <= p.seq order by seq desc limit 1) as h
        where jsonb_typeof(h.row) = 'object' on conflict do nothing;
      update score_history h set row = h.row || coalesce((select jsonb_build_object('rank', rank, 'gapAbove', gap_above) from place_history where board = h.board and unit = h.unit and seq <= h.seq order by seq desc limit 1), '{"rank": null, "gapAbove": null}')
        where jsonb_typeof(h.row) = 'object' and not h.row ? 'rank';
      update score s set digest = 'of then', row = s.row || (select jsonb_build_object('rank', rank, 'gapAbove', gap_above) from place p where p.board = s.board and p.unit = s.unit) where not s.row ? 'rank';
      delete from place;
      delete from place_history`)
    this.restart()
  }

  /** Seqs that history keeps, as they were to be. */
  async kept(): Promise<SeqThen[]> {
    const seqs = new Set((await this.trial.db.rows(raw<{ seq: bigint }>(), 'select seq from board_history where board = $1', [this.record.id])).map(({ seq }) => seq))
    return this.seqs.filter(({ seq }) => seqs.has(seq))
  }

  /** Places that were written at a seq without the rows beside them. */
  async placedAlone(): Promise<number> {
    return Number((await this.trial.db.one(raw<{ n: bigint }>(),
      'select count(*) as n from place_history p where board = $1 and not exists (select from score_history h where (h.board, h.unit, h.seq) = (p.board, p.unit, p.seq))', [this.record.id])).n)
  }

  async close(): Promise<void> {
    await this.trial.close()
  }

  private async score(): Promise<void> {
    const { trial } = this
    await dealTouched(trial.db)
    const outcome = await this.scorer.score()
    if (outcome?.moved) this.seqs.push({ seq: outcome.seq, at: trial.clock.now(), rows: trial.expectedBoard(KEY.period) })
  }

  private freshScorer(): BoardScorer {
    const { db, clock, directory, registry } = this.trial
    return new BoardScorer({ db, clock, directory, rubric: () => registry.byId('trial') }, this.record)
  }
}
