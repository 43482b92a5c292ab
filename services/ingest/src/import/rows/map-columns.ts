import { holesOf } from './cell-value.ts'
import type { Cell, ImportMap } from './import-map.ts'

/** Every column that a map reads, each once. */
export function mapColumns(map: ImportMap): string[] {
  const cells = map.events.flatMap((event) => [event.id, event.time, event.subject, event.corrects, ...Object.values(event.data)])
  const conditions = map.events.flatMap((event) => (event.when ?? []).map((condition) => condition.column))
  return [...new Set([...[map.unit, ...cells].flatMap(columnsOf), ...conditions])]
}

/** The column that feeds one place of an event (`time`, `data.due`), to say where a fault of the door comes from. */
export function columnBehind(map: ImportMap, type: string, place: string): string {
  const event = map.events.find((candidate) => candidate.type === type)
  if (!event) return ''
  const cell = place.startsWith('data.') ? event.data[place.slice(5)] : place === 'subject' ? event.subject ?? map.unit : place === 'time' ? event.time : place === 'id' ? event.id : undefined
  return columnsOf(cell).join(', ')
}

function columnsOf(cell: Cell | undefined): string[] {
  if (cell === undefined) return []
  if (typeof cell === 'string') return [cell]
  if ('column' in cell) return [cell.column]
  return 'text' in cell ? holesOf(cell.text) : []
}
