import { StoredBoards } from '@tierline/boards/board/stored-boards'
import { BoardDesk } from '@tierline/boards/desk/board-desk'
import { BoardsAtCutoff } from '@tierline/boards/past/at-cutoff'
import { CorrectedBoards } from '@tierline/boards/past/corrected-boards'
import { KnownBoards } from '@tierline/boards/past/known-boards'
import { readRubricBody } from '@tierline/boards/rubric/rubric.store'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Platform } from '@tierline/platform/platform'
import { SnapshotDesk } from './desk/snapshot-desk.ts'
import { Differences } from './difference/differences.ts'
import { Freezer } from './freeze/freezer.ts'
import { Freezes } from './freeze/freezes.ts'
import { SnapshotLife } from './life/life.ts'
import { Objections } from './objection/objections.ts'
import { PlanFreeze } from './plan/plan-freeze.ts'
import { Plans } from './plan/plans.ts'
import { SnapshotLoop } from './plan/snapshot-loop.ts'
import { Verifier } from './verify/verifier.ts'

/** Everything about snapshots but their files, put together over one platform. */
export class Snapshots {
  readonly desk: SnapshotDesk
  readonly plans: Plans
  readonly freezes: Freezes
  readonly life: SnapshotLife
  readonly objections: Objections
  readonly differences: Differences
  readonly verifier: Verifier
  readonly loop: SnapshotLoop

  constructor(platform: Platform) {
    const rubrics = new StoredRubrics(platform.db)
    const corrected = new CorrectedBoards(platform, rubrics)
    const boardDesk = new BoardDesk({ platform, rubrics, live: new StoredBoards(platform), known: new KnownBoards(platform, rubrics), corrected })
    const freezer = new Freezer(platform, async (id, hash) => (await readRubricBody(platform.db, id, hash))?.body ?? '')
    this.desk = new SnapshotDesk(platform.db)
    this.plans = new Plans(platform, rubrics)
    this.freezes = new Freezes({ platform, desk: boardDesk, boards: new BoardsAtCutoff(platform, rubrics), freezer })
    this.life = new SnapshotLife(platform)
    this.objections = new Objections(platform)
    this.differences = new Differences(platform, corrected)
    this.verifier = new Verifier(platform)
    this.loop = new SnapshotLoop({ platform, plans: new PlanFreeze({ platform, freezes: this.freezes, freezer, rubrics }), life: this.life })
  }

  /** Brings the plans of the rules folder and begins to freeze by them. */
  async start(): Promise<void> {
    await this.plans.load()
    this.loop.start()
  }

  async stop(): Promise<void> {
    await this.loop.stop()
  }
}
