import { dayOf, DAY_MS, HOUR_MS } from '../../stream/demo-day.ts'
import { writer } from '../../stream/demo-event.ts'
import type { DemoEvent } from '../../stream/demo-event.ts'

const WORK = writer('liuan/work')
const MONTHS = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`)

interface Reporter {
  code: string
  mark: string
}

/** The monthly progress reports: filed on the 26th, or three days into the next month where they come late; a fault is found a week later. */
export function monthlyReports({ code: unit, mark }: Reporter, { late, faulted }: { late: readonly string[]; faulted: readonly string[] }): DemoEvent[] {
  const data = (period: string): Record<string, string> => ({ report: 'monthly_progress', period })
  const filed = MONTHS.map((month) => {
    const time = dayOf(`${month}-26`).start + 15 * HOUR_MS + (late.includes(month) ? 8 * DAY_MS : 0)
    return WORK({ id: `${mark}-progress-${month}`, type: 'report.filed', unit, time, data: data(month) })
  })
  const faults = faulted.map((month) => WORK({ id: `${mark}-fault-${month}`, type: 'report.faulted', unit, time: dayOf(`${month}-26`).start + 7 * DAY_MS + 10 * HOUR_MS, data: { ...data(month), fault: 'wrong' } }))
  return [...filed, ...faults]
}

/** The self-report of the year and its evidence. */
export function yearEndReports({ code: unit, mark }: Reporter, date: string): DemoEvent[] {
  return ['yearend_self_report', 'supporting_materials'].map((report) =>
    WORK({ id: `${mark}-${report}`, type: 'report.filed', unit, time: dayOf(date).start + 16 * HOUR_MS, data: { report, period: '2021' } }))
}
