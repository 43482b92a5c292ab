import { createHash } from 'node:crypto'
import type { FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { Bilingual } from '@tierline/contracts/text'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import { canonicalJson, rowOf, storedRubric } from '@tierline/scoring'
import type { BoardRowCore } from '@tierline/scoring'
import { frozenAdjustments } from '../freeze/adjustments.ts'
import { rescored } from '../freeze/rescored.ts'
import { broken, brokenBy, holds } from './checks.ts'
import type { Check } from './checks.ts'

/** Takes frozen units one after another, keeps of each only its facts and a digest of its figures, and scores the facts again at the end. */
export class FigureCheck {
  private readonly facts = new Map<string, StoredFacts>()
  private readonly digests = new Map<string, string>()
  private readonly names = new Map<string, string>()
  private readonly findings: Bilingual[] = []

  constructor(private readonly head: SnapshotHead) {}

  take({ explanation, facts, row }: FrozenUnit): void {
    if (this.digests.has(row.unit)) this.find(`${row.unit} 出现两次`, `${row.unit} stands there twice`)
    this.facts.set(row.unit, facts as StoredFacts)
    this.digests.set(row.unit, digestOf(row))
    this.names.set(row.unit, row.name)
    if (!isExplained(explanation, row)) this.find(`${row.name} 的说明与其数字不符`, `the explanation of ${row.unit} does not agree with its figures`)
  }

  outcome(): Check {
    const view = this.score()
    if (!view) return broken('figures', '无法由冻结事实重新计分', 'the frozen facts cannot be scored again')
    for (const scored of view.score.rows) {
      if (this.digests.get(scored.unit) !== digestOf(rowOf(view.plan, scored))) this.find(`${this.names.get(scored.unit) ?? scored.unit} 重新计分后数字不同`, `${scored.unit}: scored again, its figures differ`)
    }
    this.compareHead(view)
    return this.findings.length > 0 ? brokenBy('figures', this.findings) : holds('figures', `由冻结事实重新计分，${this.facts.size} 个单位全部一致`, `scored again from the frozen facts: all ${this.facts.size} units agree`)
  }

  private score(): ScoredView | null {
    try {
      return rescored(this.head, this.facts)
    } catch {
      return null
    }
  }

  private compareHead(view: ScoredView): void {
    const { board, adjustments } = this.head
    if (canonicalJson(board.summaries) !== canonicalJson(view.score.summaries)) this.find('全组汇总不同', 'the figures of the whole group differ')
    const objections = new Map<number, number>()
    const again = frozenAdjustments(view, { nameOf: (unit) => this.names.get(unit) ?? unit, objections })
    if (canonicalJson(again.map(plain)) !== canonicalJson(adjustments.map(plain))) this.find('调整前后的得分不同', 'points before and after adjustments differ')
  }

  private find(zh: string, en: string): void {
    this.findings.push({ zh, en })
  }
}

/** Which objection an adjustment answers is not in the facts. */
const plain = (adjustment: SnapshotHead['adjustments'][number]): object => ({ ...adjustment, objection: null })

/** Everything of a row that is a figure; sentences are not. */
function digestOf({ rank, score, low, high, tier, gapAbove, nextTier, converted, vetoes, gated, sample, unknownLeaves, claimedLeaves, cells }: FrozenRow | BoardRowCore): string {
  return createHash('sha256').update(canonicalJson({ rank, score, low, high, tier, gapAbove, nextTier, converted, vetoes, gated, sample, unknownLeaves, claimedLeaves, cells })).digest('base64')
}

function isExplained(explanation: FrozenUnit['explanation'], row: FrozenRow): boolean {
  return explanation.unit === row.unit && explanation.score === row.score && explanation.rank === row.rank && explanation.tier === row.tier
    && explanation.leaves.every(({ indicator, cell }) => canonicalJson(cell) === canonicalJson(row.cells[indicator]))
}

/** Whether the frozen text of the rubric is the one that the board names. */
export function checkRubric({ rubricText, board, key }: SnapshotHead): Check {
  const read = storedRubric(rubricText, key.rubric)
  if ('faults' in read) return broken('rubric', '所附评分细则无法读取', 'the frozen text of the rubric cannot be read')
  const { hash, id } = read.rubric
  if (hash !== board.rubric.hash || id !== key.rubric) return broken('rubric', `所附评分细则的校验值为 ${hash.slice(0, 8)}，榜上为 ${board.rubric.hash.slice(0, 8)}`, `the frozen text of the rubric hashes to ${hash.slice(0, 8)}, the board names ${board.rubric.hash.slice(0, 8)}`)
  return holds('rubric', `评分细则 ${id} ${board.rubric.version}（${hash.slice(0, 8)}）与所附文本一致`, `the rubric ${id} ${board.rubric.version} (${hash.slice(0, 8)}) is the frozen text`)
}
