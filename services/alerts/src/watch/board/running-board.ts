import { periodTitle } from '@tierline/boards/board/period-title'
import type { StoredKey } from '@tierline/boards/board/board.store'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Directory } from '@tierline/platform/directory'
import { parseDay, startOfDay, versionInForce } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { periodSpan, runningPeriod } from '../../evaluate/running-period.ts'
import { unknown } from '../complaint.ts'
import { frameFaults } from './frame-faults.ts'
import type { FrameFault } from './frame-faults.ts'

/** What decides which board a watch looks at. */
export interface RunningContext {
  /** Every version that is in force on some day. */
  rubrics: readonly Rubric[]
  directory: Directory
  /** The stored clock, epoch ms. */
  instant: number
}

/** The board of the running period that a watch is about, whether it is there or not. */
export interface RunningBoard {
  key: StoredKey
  /** The version that scores it; null where there is no such rubric. */
  rubric: Rubric | null
  /** Why there can never be one. */
  faults: FrameFault[]
  /** Whether the rubric is in force on some day of the period; where it is not, the period has no board. */
  isInForce: boolean
}

/** The running board of a watch. */
export function runningBoard({ rubric: id, group, period: kind }: WatchBody, { rubrics, directory, instant }: RunningContext): RunningBoard {
  const period = runningPeriod(kind, instant)
  const rubric = versionInForce(rubrics, { id, period }, instant) ?? null
  const faults = frameFaults({ rubric: id, group, period: kind }, { rubric, rubrics: [...new Set(rubrics.map((one) => one.id))], directory })
  return { key: { rubric: id, group, period }, rubric, faults, isInForce: rubric !== null && isInForce(rubric, periodSpan(period, instant)) }
}

/** Why there can never be a board: where in the watch, what was found, what was expected, how to mend it; null where there can. */
export function frameWords(faults: readonly FrameFault[]): Bilingual | null {
  if (faults.length === 0) return null
  const said = faults.map(({ path, found, what, known }) => {
    const { expected } = unknown(found, known, what.en)
    const names = known.slice(0, 20).join('、')
    return {
      zh: `${path} 写的是“${found}”，应为${what.zh}${names === '' ? '' : `（${names}${known.length > 20 ? '……' : ''}）`}，${names === '' ? '现在一个也没有，请先装入' : '请改为其中之一，或先装入所写的'}。`,
      en: `${path}: found "${found}", expected ${expected}; ${names === '' ? 'there is none yet, load it first' : 'name one of them, or load it first'}.`,
    }
  })
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

/** That the running board is not there yet, and what becomes of the watch: nothing is wrong with it. */
export function waitingWords({ key: { group, period }, rubric, isInForce: canBe }: RunningBoard, directory: Directory): Bilingual {
  const title = (of: 'zh' | 'en'): string => [rubric?.title[of], directory.group(group)?.title[of] ?? group, periodTitle(period)[of]].join(' · ')
  const span = rubric && `${rubric.effective.from} … ${rubric.effective.until ?? ''}`.trim()
  return canBe
    ? { zh: `还没有“${title('zh')}”的榜，一有就开始看。`, en: `No board yet for ${title('en')}; it is looked at as soon as there is one.` }
    : { zh: `“${title('zh')}”没有榜：该细则的施行期是 ${span}。到期有榜，一有就开始看。`, en: `No board for ${title('en')}: the rubric is in force ${span}; one is looked at as soon as there is one.` }
}

function isInForce({ effective }: Rubric, { from, until }: { from: number; until: number }): boolean {
  const last = effective.until === undefined ? null : parseDay(effective.until)
  return until > startOfDay(parseDay(effective.from) ?? 0) && (last === null || from < startOfDay(last + 1))
}
