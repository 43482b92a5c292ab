import type { Alert } from '@tierline/contracts/alert/alert'
import type { BoardKey } from '@tierline/contracts/board'
import { weightOf } from './state-look.ts'

/** Open alerts of one board by unit, worst first, then newest. */
export type Flags = ReadonlyMap<string, readonly Alert[]>

export const NO_FLAGS: Flags = new Map()

/** Parts the open alerts of a board by unit. */
export function flagsOf(alerts: readonly Alert[], key: BoardKey): Flags {
  const flags = new Map<string, Alert[]>()
  for (const alert of alerts) {
    if (alert.board.rubric !== key.rubric || alert.board.group !== key.group || alert.board.period !== key.period) continue
    flags.set(alert.unit, [...(flags.get(alert.unit) ?? []), alert])
  }
  for (const list of flags.values()) list.sort((a, b) => weightOf(b.severity) - weightOf(a.severity) || b.id - a.id)
  return flags
}
