import type { UnitExplanation } from '@tierline/contracts/explanation'
import { notFound } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import type { StoredUnit } from '@tierline/platform/directory.store'
import { explainUnit, indicatorHeads } from '@tierline/scoring'
import type { BoardQuestion } from '../desk/board-question.ts'
import { isoOf } from '../board/watermark.store.ts'
import { readTrend } from './trend.store.ts'
import { leafTrends, TREND_POINTS, unitTrend } from './trends.ts'
import type { Viewed, Views } from './views.ts'

/** Says why a unit has its points, on the board and in the reading that were asked for. */
export class Explanations {
  constructor(private readonly platform: Platform, private readonly views: Views) {}

  async explain(question: BoardQuestion, unitText: string): Promise<UnitExplanation> {
    const viewed = await this.views.find(question)
    const unit = this.unitOn(viewed, unitText)
    const { view, seq, key, board } = viewed
    const facts = view.facts.get(unit.code)
    if (!facts) throw notFound('unit on this board', unitText, `The board has ${[...view.facts.keys()].join(', ')}.`)
    const core = explainUnit(view.plan, facts, view.score, view.instant)
    const { rubric } = view.plan
    const rows = await readTrend(this.platform.db, { board, unit: unit.id, seq: BigInt(seq), points: TREND_POINTS })
    const trendOf = leafTrends(rows, indicatorHeads(rubric).map(({ id }) => id), rubric.hash)
    return {
      key, name: unit.name, nameEn: unit.name_en, seq, asOf: isoOf(view.instant), rubricHash: rubric.hash, demo: this.platform.isDemo,
      ...core,
      leaves: core.leaves.map((leaf) => ({ ...leaf, trend: trendOf(leaf.indicator) })),
      trend: unitTrend(rows),
    }
  }

  /** The unit that a path names, by code or alias. */
  unitOn(viewed: Pick<Viewed, 'key'>, text: string): StoredUnit {
    const unit = this.platform.directory.unitByCodeOrAlias(text)
    if (unit && this.platform.directory.group(viewed.key.group)?.units.some(({ id }) => id === unit.id)) return unit
    const members = this.platform.directory.group(viewed.key.group)?.units.slice(0, 50).map(({ code, name }) => `${code} ${name}`) ?? []
    throw notFound('unit on this board', text, `There are: ${members.join(', ')}.`)
  }
}
