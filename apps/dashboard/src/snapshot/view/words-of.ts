/** How a period's id is said: `{year} 年 {month} 月` and so on; an id of no known form is said as it is. */
export function periodWords(id: string, t: (key: string, named: Record<string, string>) => string): string {
  const [, year = '', month, quarter] = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/.exec(id) ?? []
  if (year === '') return id
  if (month) return t('snapshot.periodWords.month', { year, month: String(Number(month)) })
  return quarter ? t('snapshot.periodWords.quarter', { year, n: quarter }) : t('snapshot.periodWords.year', { year })
}

/** A schedule of the usual forms in words; null where it is not one of them and only its fields can be shown. */
export function scheduleWords(cron: string): { form: 'month' | 'months' | 'day'; day: string; months: string; time: string } | null {
  const fields = cron.trim().split(/\s+/)
  const [second, minute, hour, day, month, weekday] = fields.length === 5 ? ['0', ...fields] : fields
  const isPlain = second === '0' && /^\d{1,2}$/.test(minute ?? '') && /^\d{1,2}$/.test(hour ?? '') && weekday === '*'
  if (!isPlain || day === undefined || month === undefined) return null
  const time = `${(hour ?? '').padStart(2, '0')}:${(minute ?? '').padStart(2, '0')}`
  if (day === '*' && month === '*') return { form: 'day', day: '', months: '', time }
  if (!/^\d{1,2}$/.test(day)) return null
  if (month === '*') return { form: 'month', day, months: '', time }
  return /^\d{1,2}(,\d{1,2})*$/.test(month) ? { form: 'months', day, months: month.split(',').join('、'), time } : null
}

/** A local time of a form's field (`2021-11-05T09:00`) as an instant of Asia/Shanghai; null where nothing is entered. */
export function shanghaiInstant(local: string): string | null {
  if (local === '') return null
  return `${local.length === 16 ? `${local}:00` : local}+08:00`
}
