import type { Alert } from '@tierline/contracts/alert/alert'
import { SEVERITIES, type Severity } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { AlertFilter } from './alert-query.ts'

/** A choice of a filter with how many open alerts it would show. */
export interface Choice {
  readonly id: string
  readonly title: Bilingual
  readonly count: number
}

/** What can be chosen among the open alerts, each with its count under the filter's other parts. */
export interface AlertCounts {
  readonly severities: Readonly<Record<Severity, number>>
  readonly boards: readonly Choice[]
  readonly units: readonly Choice[]
}

/** Counts the open alerts by severity, board and unit; each count leaves its own part of the filter out. */
export function countAlerts(alerts: readonly Alert[], filter: AlertFilter): AlertCounts {
  const under = (left: Partial<AlertFilter>) => alerts.filter((alert) => matches(alert, { ...filter, ...left }))
  const bySeverity = under({ severity: '' })
  return {
    severities: Object.fromEntries(SEVERITIES.map((one) => [one, bySeverity.filter(({ severity }) => severity === one).length])) as Record<Severity, number>,
    boards: choices(under({ rubric: '', group: '' }), ({ board, boardTitle }) => ({ id: `${board.rubric}/${board.group}`, title: boardTitle })),
    units: choices(under({ unit: '' }), ({ unit, name, nameEn }) => ({ id: unit, title: { zh: name, en: nameEn } })),
  }
}

/** Whether the filter's limits let an alert through; its state is not looked at. */
export function matches(alert: Alert, { severity, rubric, group, unit, watch }: AlertFilter): boolean {
  return (severity === '' || alert.severity === severity) && (rubric === '' || alert.board.rubric === rubric) && (group === '' || alert.board.group === group)
    && (unit === '' || alert.unit === unit) && (watch === '' || alert.watch === watch)
}

function choices(alerts: readonly Alert[], of: (alert: Alert) => Omit<Choice, 'count'>): Choice[] {
  const found = new Map<string, Choice>()
  for (const alert of alerts) {
    const { id, title } = of(alert)
    found.set(id, { id, title, count: (found.get(id)?.count ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}
