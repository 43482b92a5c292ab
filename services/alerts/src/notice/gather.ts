import { periodTitle } from '@tierline/boards/board/period-title'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { AlertStep } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import type { ChannelSettings } from '@tierline/platform/channel/channel.store'
import type { Transaction } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { alertLink } from '../answer/list/alert-link.ts'
import { coversAlert } from '../answer/silence-scope.ts'
import { readHeldSilences } from '../answer/silence.store.ts'
import { addSteps } from '../state/step.store.ts'
import { compose } from './compose.ts'
import { GROUP_WAIT_MS } from './give-notice.ts'
import { addMessage, channelsToGather, dropNotices, dueNotices, lockChannel, readNotices, reopenMessages, withoutStep } from './gather.store.ts'
import type { NoticeRow } from './gather.store.ts'
import type { Told } from './message-words.ts'

/** With more messages than this waiting on a channel, one digest takes their place. */
export const MOST_WAITING = 5

type Parts = Pick<Platform, 'db' | 'signal' | 'directory' | 'config' | 'isDemo'>

/** Puts notices whose time has come into messages: one for each channel and board, one digest where more than five would wait. Messages that nobody has begun to send are made anew with what has come since. */
export class Gatherer {
  constructor(private readonly parts: Parts) {}

  /** `now` is the machine's time, epoch ms. Returns how many channels had something. */
  async pass(now: number): Promise<number> {
    const channels = await channelsToGather(this.parts.db, now)
    for (const channel of channels) {
      const revision = await this.parts.db.transaction((tx) => this.gather(tx, channel, now))
      if (revision !== null) this.parts.signal.publish('alert', revision)
    }
    return channels.length
  }

  private async gather(tx: Transaction, channel: string, now: number): Promise<string | null> {
    const settings = await lockChannel(tx, channel)
    const due = await dueNotices(tx, channel, { now, waitsUntil: now + GROUP_WAIT_MS })
    if (due.length === 0) return null
    const pool = [...await reopenMessages(tx, channel), ...due]
    if (!settings?.enabled) {
      await dropNotices(tx, pool, settings ? 'channel_off' : 'channel_removed')
      return null
    }
    const { kept, wasDropped } = await this.withoutKeptBack(tx, await readNotices(tx, pool), now)
    await this.writeMessages(tx, kept, { channel, settings, now })
    return wasDropped ? await raiseRevision(tx, 'alert') : null
  }

  private async writeMessages(tx: Transaction, notices: readonly NoticeRow[], { channel, settings, now }: { channel: string; settings: ChannelSettings; now: number }): Promise<void> {
    const boards = groupedBy(notices, ({ board }) => board)
    const groups = boards.size > MOST_WAITING ? [{ board: null, rows: [...notices] }] : [...boards].map(([board, rows]) => ({ board, rows }))
    for (const { board, rows } of groups) {
      const composed = compose(rows.map((row) => this.toldOf(row)), { kind: settings.kind, language: settings.language, publicUrl: this.parts.config.messages.publicUrl, isDemo: this.parts.isDemo })
      await addMessage(tx, { channel, board, composed, notices: rows.map(({ id }) => id), now })
    }
  }

  /** Silences hold by the stored clock; muted alerts are kept back by another one. Both are said on the alert, once. */
  private async withoutKeptBack(tx: Transaction, rows: readonly NoticeRow[], now: number): Promise<{ kept: NoticeRow[]; wasDropped: boolean }> {
    const at = await readInstant(tx) ?? now
    const silences = await readHeldSilences(tx, at)
    const silenceOf = (row: NoticeRow): number | null => silences.find(({ scope }) => coversAlert(scope, { id: Number(row.alert), watch: row.watch, rubric: row.rubric, group: row.group_id, unit: row.code }))?.id ?? null
    const reasons = rows.map((row) => ({ row, silence: silenceOf(row) }))
    for (const [silence, held] of groupedBy(reasons.filter((one) => one.silence !== null), (one) => one.silence)) {
      await dropNotices(tx, held.map(({ row }) => row.id), 'silenced')
      await sayOnce(tx, held.map(({ row }) => Number(row.alert)), { at, kind: 'silenced', text: { zh: `静默 ${silence} 生效期间，消息未发送`, en: `Not sent while silence ${silence} holds` } })
    }
    const muted = reasons.filter((one) => one.silence === null && one.row.muted_by !== null)
    for (const [muter, held] of groupedBy(muted, ({ row }) => row.muted_by)) {
      await dropNotices(tx, held.map(({ row }) => row.id), 'muted')
      await sayOnce(tx, held.map(({ row }) => Number(row.alert)), { at, kind: 'muted', text: { zh: `预警 ${muter} 未解除期间，消息暂不发送`, en: `Kept back while alert ${muter} is open` } })
    }
    const kept = reasons.filter((one) => one.silence === null && one.row.muted_by === null).map(({ row }) => row)
    return { kept, wasDropped: kept.length < rows.length }
  }

  private toldOf(row: NoticeRow): Told {
    const key = { rubric: row.rubric, group: row.group_id, period: row.period }
    const group = this.parts.directory.group(row.group_id)?.title ?? { zh: row.group_id, en: row.group_id }
    const period = periodTitle(row.period)
    return {
      alert: Number(row.alert), step: Number(row.step), kind: row.kind, at: row.at, text: row.text, severity: row.severity, watch: row.watch, watchTitle: row.watch_title, board: row.board, key,
      boardTitle: { zh: `${row.rubric_title.zh}（${group.zh}，${period.zh}）`, en: `${row.rubric_title.en} (${group.en}, ${period.en})` },
      unit: row.code, name: row.name, nameEn: row.name_en, firedAt: row.fired_at, facts: row.facts,
      link: alertLink({ ...key, at: row.facts.asOf, unit: row.code, indicator: row.facts.indicator?.id ?? null }),
    }
  }
}

function groupedBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

async function sayOnce(tx: Transaction, alerts: readonly number[], { at, kind, text }: { at: number; kind: AlertStep['kind']; text: Bilingual }): Promise<void> {
  const silent = await withoutStep(tx, [...new Set(alerts)], { kind, text })
  await addSteps(tx, silent.map((alert) => ({ alert, at, kind, by: null, text })))
}
