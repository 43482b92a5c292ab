import { cellValue, isPresent } from './cell-value.ts'
import type { CellFault, CellValue, Columns, TimeReaders } from './cell-value.ts'
import type { Cell, Condition, ImportMap, MappedEvent } from './import-map.ts'
import { timeReader } from './time-format.ts'
import type { TimeReader } from './time-format.ts'

/** An event made of a row, as it goes to the door. */
export interface RowEvent {
  type: string
  id: string
  line: string
}

/** What a row gives: events, and what kept others from being made. */
export interface RowOutcome {
  events: RowEvent[]
  faults: CellFault[]
}

/** Makes the events of rows, as a map says; the same row always makes the same events with the same ids, so that sending it twice is harmless. */
export class RowEvents {
  private readonly readers = new Map<string, TimeReader>()

  constructor(private readonly map: ImportMap) {}

  of(columns: Columns): RowOutcome {
    const outcome: RowOutcome = { events: [], faults: [] }
    for (const mapped of this.map.events) {
      if ((mapped.when ?? []).every((condition) => holds(condition, columns))) this.add(mapped, columns, outcome)
    }
    return outcome
  }

  private add(mapped: MappedEvent, columns: Columns, outcome: RowOutcome): void {
    const faults: CellFault[] = []
    const take = (cell: Cell | undefined): unknown => {
      if (cell === undefined) return undefined
      const read: CellValue = cellValue(cell, columns, this.times)
      if ('fault' in read) faults.push(read.fault)
      return 'fault' in read ? undefined : read.value
    }
    const id = take(mapped.id)
    if (faults.length === 0 && !isPresent(id)) faults.push({ column: nameOf(mapped.id), found: 'nothing', expected: 'what makes the id of the event', mend: 'Mend the row; without an id it could be counted twice.' })
    const data = Object.fromEntries(Object.entries(mapped.data).flatMap(([name, cell]) => { const value = take(cell); return value === undefined ? [] : [[name, value]] }))
    const envelope = {
      specversion: '1.0', source: this.map.source, id: String(id), type: mapped.type,
      subject: take(mapped.subject ?? this.map.unit), time: take(asInstant(mapped.time)), corrects: take(mapped.corrects), data,
    }
    if (faults.length > 0) outcome.faults.push(...faults)
    else outcome.events.push({ id: envelope.id, type: mapped.type, line: JSON.stringify(envelope) })
  }

  private readonly times: TimeReaders = (format = this.map.time.format) => {
    let reader = this.readers.get(format)
    if (!reader) this.readers.set(format, reader = timeReader(format, this.map.time.offset))
    return reader
  }
}

/** The time of an event is an instant, whatever the map says of its kind. */
function asInstant(cell: Cell): Cell {
  if (typeof cell === 'string') return { column: cell, kind: 'instant' }
  return 'column' in cell && !cell.values ? { ...cell, kind: 'instant' } : cell
}

function nameOf(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return 'column' in cell ? cell.column : 'text' in cell ? cell.text : ''
}

function holds(condition: Condition, columns: Columns): boolean {
  const raw = columns[condition.column]
  const word = isPresent(raw) ? String(raw).trim() : ''
  if (condition.present !== undefined && isPresent(raw) !== condition.present) return false
  if (condition.in && !condition.in.includes(word)) return false
  return !condition.not_in?.includes(word)
}
