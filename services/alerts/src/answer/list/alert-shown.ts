import { periodTitle } from '@tierline/boards/board/period-title'
import { isoOf, isoOrNull } from '@tierline/boards/board/watermark.store'
import type { Alert, AlertStep, SilenceScope } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import type { Platform } from '@tierline/platform/platform'
import { coversAlert } from '../silence-scope.ts'
import { alertLink } from './alert-link.ts'
import type { AlertRow, StepRow } from './alert.store.ts'

/** A silence that holds now. */
export interface HeldSilence {
  id: number
  scope: SilenceScope
}

/** What an alert is shown with besides its own row: names, and the silences that hold now. */
export interface Surroundings {
  platform: Pick<Platform, 'directory' | 'isDemo'>
  silences: readonly HeldSilence[]
}

/** A stored alert as the contract has it. */
export function alertOf(row: AlertRow, { platform: { directory, isDemo }, silences }: Surroundings): Alert {
  const unit = directory.unitById(row.unit)
  const { code = String(row.unit), name = code, name_en: nameEn = code, short = name } = unit ?? {}
  const group = directory.group(row.group_id)
  const scoped = { id: Number(row.id), watch: row.watch, rubric: row.rubric, group: row.group_id, unit: code }
  const board = { rubric: row.rubric, group: row.group_id, period: row.period }
  return {
    id: scoped.id, watch: row.watch, watchVersion: row.watch_version, watchTitle: row.watch_title, kind: row.kind, severity: row.severity,
    board, boardTitle: boardTitle(row.board_title, group?.title ?? { zh: row.group_id, en: row.group_id }, periodTitle(row.period)),
    unit: code, name, nameEn, short,
    state: row.state, since: isoOf(row.since), firedAt: isoOf(row.fired_at), endedAt: isoOrNull(row.ended_at), ended: row.ended,
    facts: row.facts, acknowledged: row.acknowledged, escalations: row.escalations,
    silence: row.ended_at === null ? silences.find(({ scope }) => coversAlert(scope, scoped))?.id ?? null : null,
    mutedBy: row.muted_by === null ? null : Number(row.muted_by),
    link: alertLink({ ...board, at: row.facts.asOf, unit: code, indicator: row.facts.indicator?.id ?? null }),
    demo: isDemo || (group?.demo ?? false),
  }
}

/** A stored step as the contract has it. */
export const stepOf = ({ id, at, kind, by, text, channel, seq }: StepRow): AlertStep => ({ id: Number(id), at: isoOf(at), kind, by, text, channel, seq: seq === null ? null : Number(seq) })

/** As messages name it. */
const boardTitle = (rubric: Bilingual, group: Bilingual, period: Bilingual): Bilingual => ({ zh: `${rubric.zh}（${group.zh}，${period.zh}）`, en: `${rubric.en} (${group.en}, ${period.en})` })
