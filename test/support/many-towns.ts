import { readFile } from 'node:fs/promises'
import { writeRules } from './rules.ts'
import type { Client, SentEvent } from './client.ts'

/** The board of many towns. */
export const TOWNS_BOARD = { rubric: 'any-order', group: 'towns', period: '2021' }

const code = (index: number): string => `town-${String(index).padStart(3, '0')}`

/** A rules folder with so many towns on one board. */
export async function manyTownsRules(count: number): Promise<string> {
  const codes = Array.from({ length: count }, (_, index) => code(index))
  const units = codes.map((one, index) => `  - { code: ${one}, name: 第${index + 1}镇, nameEn: Town ${index + 1}, local: true }`).join('\n')
  return await writeRules({
    rubrics: { 'any-order.yaml': await readFile(new URL('../end-to-end/rules/any-order.yaml', import.meta.url), 'utf8') },
    units: { 'towns.yaml': `units:\n${units}\ngroups:\n  - { id: towns, title: { zh: 各镇, en: Towns }, units: [${codes.join(', ')}] }\n` },
  })
}

/** Gives every town a population, a target, scans, claims and tickets, so that all are ranked. */
export async function fillTowns(client: Client, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => [code(index), '1000', '10'])
  for (const [unit = '', population = '', target = ''] of rows) {
    await client.enter('attributes', { unit, name: 'population', value: population, effective: '2000-01-01', citation: 'test', by: 'test' })
    await client.enter('attributes', { unit, name: 'target', value: target, effective: '2000-01-01', citation: 'test', by: 'test' })
  }
  await client.events(rows.flatMap(([unit = ''], index) => [
    scan(unit, 'first', 100 + ((index * 37) % count)),
    ...Array.from({ length: 6 + (index % 6) }, (_, i) => event(unit, `claim-${i}`, 'code.claimed', { person: `${unit}-${i}` })),
    ...Array.from({ length: 12 }, (_, i) => ticket(unit, i, 10 + ((index * 7 + i * 13) % 60))).flat(),
  ]))
}

/** Scans of one town: in the rank leaf, a few of them move it past its neighbours. */
export const scan = (unit: string, id: string, count: number): SentEvent => event(unit, `scan-${id}`, 'code.verified', { checkpoint: 'c', count })

/** One more ticket of a town, late or in time: it moves its total, and so its row. */
export const ticket = (unit: string, id: number | string, hours: number): SentEvent[] => [
  event(unit, `ticket-${id}-in`, 'ticket.opened', { ticket: `${unit}-${id}`, due: at(48) }),
  event(unit, `ticket-${id}-out`, 'ticket.closed', { ticket: `${unit}-${id}` }, hours),
]

/** The town at a place of the list. */
export const townAt = (index: number): string => code(index)

function event(unit: string, id: string, type: string, data: Record<string, unknown>, hours = 0): SentEvent {
  return { specversion: '1.0', source: 'many-towns', id: `${unit}/${id}`, type, subject: unit, time: at(hours), data }
}

const at = (hours: number): string => new Date(Date.parse('2021-06-01T08:00:00+08:00') + hours * 3_600_000).toISOString()
