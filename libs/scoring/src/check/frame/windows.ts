import type { DutyDeclaration } from '../../fact/duty.ts'
import { parsePeriod } from '../../period/period.ts'
import { dayText, dayNumber, parseDay } from '../../period/shanghai.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { FaultList } from '../fault-list.ts'

/** Days: the effective span, measures' windows and parameters' dates within it, duties' periods. */
export function checkWindows(rubric: Rubric, faults: FaultList): void {
  const { effective } = rubric
  if (effective.until !== undefined && effective.until < effective.from) faults.add('effective', `${effective.from} to ${effective.until}`, '`from` not after `until`', 'correct the days')
  checkMeasures(rubric, faults)
  checkParameters(rubric, faults)
  for (const [at, duty] of rubric.duties.entries()) checkDuty(duty, `duties[${at}]`, faults)
  faults.addDoubled(rubric.duties.map(({ id }, at) => ({ id, path: `duties[${at}].id` })))
}

function checkMeasures(rubric: Rubric, faults: FaultList): void {
  const { measures, effective } = rubric
  const begin = firstCounted(rubric)
  for (const [name, measure] of Object.entries(measures)) {
    if (name.includes('!')) continue
    if (measure.from >= measure.until) faults.add(`measures.${name}`, 'a window that ends before it begins', '`from` before `until`', 'correct the days')
    const [first, last] = [dayOf(measure.from), dayOf(measure.until - 1)]
    const span = `within ${begin} to ${effective.until ?? 'whenever'}, the days of the periods that the rubric scores`
    if (first !== null && (first < begin || first > (effective.until ?? first)) && measure.window === 'period') faults.add(`measures.${name}.from`, first, span, 'correct the day, or the effective span')
    if (last !== null && (last < begin || last > (effective.until ?? last))) faults.add(`measures.${name}.until`, last, span, 'correct the day, or the effective span')
  }
}

/** The first day of the longest period that runs when the rubric comes into force: a version that takes effect within a year scores the whole year. */
function firstCounted({ effective, periods }: Rubric): string {
  const kinds = new Set([periods.official, ...(periods.also ?? [])])
  const [year = '', month = ''] = effective.from.split('-')
  if (kinds.has('year') || kinds.has('to_date')) return `${year}-01-01`
  const first = kinds.has('quarter') ? Math.ceil(Number(month) / 3) * 3 - 2 : Number(month)
  return `${year}-${String(first).padStart(2, '0')}-01`
}

function dayOf(instant: number): string | null {
  return Number.isFinite(instant) ? dayText(dayNumber(instant)) : null
}

function checkParameters({ parameters, effective }: Rubric, faults: FaultList): void {
  for (const [name, { dated }] of Object.entries(parameters ?? {})) {
    for (const [at, { from, value }] of dated.entries()) {
      const before = dated[at - 1]
      if (before !== undefined && from < before.from) faults.add(`parameters.${name}.dated[${at}].from`, from, `after ${before.from}: the dates in their order`, 'put them in order')
      if (before !== undefined && value === before.value) faults.add(`parameters.${name}.dated[${at}].value`, value, 'another value than before', 'remove the entry, or correct it')
      if (effective.until !== undefined && from > effective.until) faults.add(`parameters.${name}.dated[${at}].from`, from, `a day up to ${effective.until}: after it the rubric is no longer in force`, 'remove the entry, or correct it')
    }
  }
}

const PERIOD_OF = { monthly: 'month', quarterly: 'quarter', yearly: 'year' } as const

function checkDuty(duty: DutyDeclaration, path: string, faults: FaultList): void {
  for (const key of ['from', 'until'] as const) {
    const period = duty[key]
    if (period === undefined) continue
    const kind = parsePeriod(period, 0)?.kind
    const wanted = duty.schedule === 'once' ? null : PERIOD_OF[duty.schedule]
    if (kind === undefined || kind === 'to_date' || (wanted !== null && kind !== wanted)) faults.add(`${path}.${key}`, `"${period}"`, wanted === null ? 'a period such as 2021, 2021-Q4 or 2021-10' : `a ${wanted}, as the schedule ${duty.schedule} asks`, 'correct it')
  }
  const [first, last] = [parsePeriod(duty.from, 0), duty.until === undefined ? null : parsePeriod(duty.until, 0)]
  if (first && last && last.from < first.from) faults.add(`${path}.until`, `"${duty.until ?? ''}"`, `not before ${duty.from}`, 'correct one of them')
  for (const key of ['opens', 'due'] as const) if (/^\d/.test(duty[key]) && parseDay(duty[key]) === null) faults.add(`${path}.${key}`, duty[key], 'a day that exists', 'correct it')
}
