import type { AlertEnd } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import { spanEn, spanZh } from '../condition/words.ts'
import type { HappeningKind } from './instance.ts'

const say = (zh: string, en: string): Bilingual => ({ zh, en })

/** What a step's words are made of: the unit's figure of then, the fault where there is one, how long it keeps firing. */
export interface StepWords {
  figure: Bilingual | null
  fault: Bilingual | null
  keepMinutes: number
}

/** What a step of an alert says; that it fired, its facts say. */
export function stepText(kind: Exclude<HappeningKind, 'fired'>, { figure, fault, keepMinutes }: StepWords): Bilingual {
  const now = figure ? say(`：${figure.zh}`, `: ${figure.en}`) : say('', '')
  switch (kind) {
    case 'recovering': return say(`已回到恢复线${now.zh}；保持${spanZh(keepMinutes)}后解除。`, `Back past the recovery line${now.en}; over after ${spanEn(keepMinutes)}.`)
    case 'fired_again': return say(`再次越线${now.zh}。`, `Across the line again${now.en}.`)
    case 'recovered': return say(`已恢复${now.zh}。`, `Recovered${now.en}.`)
    case 'no_data': return say('数据不足，暂无法判断，预警保持，不视为恢复。', 'Not enough data to tell; the alert stays open, this is no recovery.')
    case 'error': return say(`无法判断，预警保持，不视为恢复。${fault?.zh ?? ''}`, `It cannot be told; the alert stays open, this is no recovery. ${fault?.en ?? ''}`.trim())
    case 'data_back': return say(`数据恢复，仍未回到恢复线${now.zh}。`, `Data is back, still not past the recovery line${now.en}.`)
  }
}

/** Why an alert ended that did not recover; `by` and `reason` where a person ended it. */
export function endText(ended: Exclude<AlertEnd, 'recovered'>, who: { by: string; reason: string } | null = null): Bilingual {
  const person = who ? say(`${who.by}，理由：${who.reason}`, `${who.by}, because: ${who.reason}`) : say('', '')
  switch (ended) {
    case 'watch_changed': return say(`预警规则已修改（${person.zh}），预警随之结束，并非已恢复。`, `The watch was changed (${person.en}); the alert ends with it, it has not recovered.`)
    case 'watch_removed': return say(`预警规则已删除（${person.zh}），预警随之结束，并非已恢复。`, `The watch was removed (${person.en}); the alert ends with it, it has not recovered.`)
    case 'period_over': return say('考核周期已结束，预警随之结束，并非已恢复。', 'The period is over; the alert ends with it, it has not recovered.')
    case 'unit_left': return say('该单位已不在本榜，预警随之结束，并非已恢复。', 'The unit is no longer on the board; the alert ends with it, it has not recovered.')
  }
}
