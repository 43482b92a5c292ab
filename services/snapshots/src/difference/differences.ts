import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import type { SnapshotDifference, UnitDifference } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import { periodTitle } from '@tierline/boards/board/period-title'
import type { CorrectedBoards } from '@tierline/boards/past/corrected-boards'
import type { Platform } from '@tierline/platform/platform'
import { parsePeriod } from '@tierline/scoring'
import { unknownSnapshot } from '../freeze/freezes.ts'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { openFrozen, readFrozenKey } from '../freeze/snapshot.store.ts'
import { readRowTexts } from '../freeze/write.store.ts'
import { countLate } from './late.store.ts'
import { printedRow, unitDifferences } from './unit-differences.ts'
import type { PrintedRow } from './unit-differences.ts'

/** What differs between two snapshots, or between one and what its cut-off would be now. */
export class Differences {
  constructor(private readonly platform: Platform, private readonly corrected: CorrectedBoards) {}

  /** From one snapshot to another, figure by figure; across versions of the rubric too, where an indicator that one lacks stands on one side alone. */
  async between(id: number, other: number): Promise<SnapshotDifference> {
    const [before, after] = [await this.open(id), await this.open(other)]
    const units = unitDifferences(await this.rowsOf(before), await this.rowsOf(after))
    const sameRubric = before.head.board.rubric.hash === after.head.board.rubric.hash
    return { before: nameOf(before), after: nameOf(after), sameRubric, events: null, units, text: summaryOf(units, { sameRubric, late: null }) }
  }

  /** The late list: the frozen figures against the corrected reading at the cut-off. */
  async late(id: number): Promise<SnapshotDifference> {
    const frozen = await this.open(id)
    const key = (await readFrozenKey(this.platform.db, id)) ?? unknownSnapshot(id)
    const board = await this.corrected.read(key.board, key.cutoff)
    const units = unitDifferences(await this.rowsOf(frozen), new Map(board.rows.map((row) => [row.unit, printedRow(row, board)])))
    const sameRubric = frozen.head.board.rubric.hash === board.rubric.hash
    const late = await this.lateEvents(frozen, key.cutoff)
    const cutoff = frozen.head.cutoff
    return { before: nameOf(frozen), after: `截至 ${cutoff} 的更正读数 / as corrected at ${cutoff}`, sameRubric, events: late, units, text: summaryOf(units, { sameRubric, late }) }
  }

  private async open(id: number): Promise<FrozenSnapshot> {
    return (await openFrozen(this.platform.db, id)) ?? unknownSnapshot(id)
  }

  private async rowsOf({ id, head }: FrozenSnapshot): Promise<Map<string, PrintedRow>> {
    const rows = new Map<string, PrintedRow>()
    for await (const { unit, text } of readRowTexts(this.platform.db, id)) rows.set(unit, printedRow(JSON.parse(text) as FrozenRow, head.board))
    return rows
  }

  private async lateEvents({ head }: FrozenSnapshot, cutoff: number): Promise<number | null> {
    const period = parsePeriod(head.key.period, cutoff)
    const units = this.platform.directory.group(head.key.group)?.units.map(({ id }) => id) ?? []
    return period && (await countLate(this.platform.db, { from: period.from, until: Math.min(period.until, cutoff + 1), units, position: head.board.watermark.position }))
  }
}

const nameOf = ({ id, head }: FrozenSnapshot): string => `#${id} ${head.board.title.zh} ${periodTitle(head.key.period).zh} 第 ${head.revision} 版`

function summaryOf(units: readonly UnitDifference[], { sameRubric, late }: { sameRubric: boolean; late: number | null }): Bilingual {
  const figures = units.reduce((sum, { differences }) => sum + differences.length, 0)
  const moved = units.filter(({ differences }) => differences.some(({ what }) => what === 'rank')).length
  const events = late === null ? { zh: '', en: '' } : { zh: `截止后到达、计入本期的事件 ${late} 条；`, en: `${late} events of its period came after the cut-off; ` }
  const rubric = sameRubric ? { zh: '', en: '' } : { zh: '两者评分细则版本不同；', en: 'the versions of the rubric differ; ' }
  if (figures === 0) return { zh: `${events.zh}${rubric.zh}各项数字一致。`, en: `${events.en}${rubric.en}every figure agrees.` }
  return {
    zh: `${events.zh}${rubric.zh}${units.length} 个单位、${figures} 项数字不同，其中 ${moved} 个单位名次变动。`,
    en: `${events.en}${rubric.en}${units.length} units and ${figures} figures differ; ${moved} units changed places.`,
  }
}
