import type { Client, SentEvent } from './client.ts'
import { until } from './until.ts'

/** The board that a small city fills. */
export const CITY = { rubric: 'liuan-2021', group: 'liuan-counties', period: '2021' }
export const CITY_UNITS = ['341502', '341503', '341504', '341522', '341523', '341524', '341525', '341500-jkq']

/** Attributes, judgements and a few hundred events, so that every unit of the shipped board has a score and each of them another. */
export async function fillSmallCity(client: Client): Promise<void> {
  for (const [index, unit] of CITY_UNITS.entries()) {
    const given = { population: 1_000 + index * 50, claim_target: 20, verification_target: 5_000, show_target: 5_000, planned_scenes: 2, designated_pharmacies: 10, listed_items: 10, pharmacies: 10, students: 400 }
    for (const [name, value] of Object.entries(given)) {
      await client.enter('attributes', { unit, name, value: String(value), effective: '2021-01-01', citation: '测试用', by: '测试' })
    }
    for (const indicator of ['goals_set', 'goals_sound', 'leading_group', 'management_rules'].slice(index % 3)) {
      await client.enter('judgements', { rubric: CITY.rubric, period: CITY.period, unit, indicator, item: indicator, kind: 'met', value: 'true', reason: '有文件', evidence: '文件', by: '测试', effective: '2021-06-01' })
    }
  }
  await client.events(CITY_UNITS.flatMap(unitEvents))
  await until('every unit of the small city to be ranked', async () => (await client.board(CITY)).rows.every(({ rank, score }) => rank !== null && score !== null), 60)
  await until('every board to be scored', async () => (await client.send('GET', '/readyz')).status === 200, 60)
}

/** Scans of one unit: enough of them crosses a bound of its verification leaf. */
export function scans(unit: string, count: number, id: string): SentEvent {
  return event(unit, id, 'code.verified', 200, { checkpoint: 'gate', count })
}

function unitEvents(unit: string, index: number): SentEvent[] {
  return [
    ...Array.from({ length: 24 - index }, (_, i) => event(unit, `claim-${i}`, 'code.claimed', i * 12, { person: `${unit}-p${i}` })),
    event(unit, 'verified', 'code.verified', 90, { checkpoint: 'gate', count: 5_600 - index * 400 }),
    event(unit, 'shown', 'code.shown', 90, { count: 6_000 - index * 450 }),
    ...Array.from({ length: 40 }, (_, i) => event(unit, `survey-${i}`, 'survey.answered', 180, { respondent: `${unit}-r${i}`, satisfied: i >= index })),
    ...Array.from({ length: 10 - index }, (_, i) => event(unit, `service-${i}`, 'service.handled', 150, { item: `item-${i}`, person: `${unit}-p${i}`, by_code: i % 2 === 0 ? 'fully' : 'partly', listed: true, certificates: 1 })),
    ...Array.from({ length: 3 }, (_, i) => event(unit, `appeal-${i}-in`, 'appeal.submitted', 100 + i, { appeal: `${unit}-a${i}` })),
    ...Array.from({ length: 3 }, (_, i) => event(unit, `appeal-${i}-out`, 'appeal.handled', 100 + i + (index + 1) / 6, { appeal: `${unit}-a${i}` })),
    ...Array.from({ length: 12 - index }, (_, i) => event(unit, `report-${i}`, 'report.filed', i * 30 + 10, { report: 'monthly_progress', period: `2021-${String(i + 1).padStart(2, '0')}` })),
    event(unit, 'wrong', 'code.verified', 95, { checkpoint: 'gate', count: 0 }),
  ]
}

function event(unit: string, id: string, type: string, day: number, data: Record<string, unknown>): SentEvent {
  const time = new Date(Date.parse('2021-01-01T09:00:00+08:00') + day * 86_400_000).toISOString()
  return { specversion: '1.0', source: 'small-city', id: `${unit}/${id}`, type, subject: unit, time, data }
}
