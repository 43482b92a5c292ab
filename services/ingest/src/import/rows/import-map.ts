import { parse } from 'yaml'
import * as z from 'zod/mini'
import { formatFault } from './time-format.ts'

z.config(z.locales.en())

const Scalar = z.union([z.string(), z.number(), z.boolean()])
const Kind = z.enum(['text', 'integer', 'decimal', 'boolean', 'instant', 'day', 'list', 'as_is'])

/** Where a value comes from: a column (its name alone is enough), a constant, or a text with `{Column}` in it. */
const Cell = z.union([
  z.string(),
  z.strictObject({
    column: z.string(),
    kind: z.optional(Kind),
    /** Of `instant`, in place of the map's own. */
    format: z.optional(z.string()),
    /** Cell → value; a cell that is not listed is refused. */
    values: z.optional(z.record(z.string(), Scalar)),
    /** Stands in for an empty cell. */
    default: z.optional(Scalar),
    /** Between the entries of a `list`. */
    separator: z.optional(z.string()),
  }),
  z.strictObject({ value: z.union([Scalar, z.array(z.string())]) }),
  z.strictObject({ text: z.string() }),
])
export type Cell = z.infer<typeof Cell>

/** A condition on a row; all of an event's conditions must hold. */
const Condition = z.strictObject({
  column: z.string(),
  present: z.optional(z.boolean()),
  in: z.optional(z.array(z.string())),
  not_in: z.optional(z.array(z.string())),
})
export type Condition = z.infer<typeof Condition>

const MappedEvent = z.strictObject({
  type: z.string(),
  id: Cell,
  subject: z.optional(Cell),
  time: Cell,
  when: z.optional(z.array(Condition)),
  corrects: z.optional(Cell),
  data: z.record(z.string(), Cell),
})
export type MappedEvent = z.infer<typeof MappedEvent>

/** How the rows of a file become events. */
export const ImportMap = z.strictObject({
  format: z.enum(['csv', 'ndjson']),
  encoding: z._default(z.enum(['utf-8', 'gb18030']), 'utf-8'),
  delimiter: z._default(z.string(), ','),
  source: z.string(),
  /** How times are written, and the offset of those that name none. */
  time: z.strictObject({ format: z._default(z.string(), 'iso'), offset: z.string().check(z.regex(/^(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/)) }),
  /** The unit of every event that names none of its own: its code or an alias. */
  unit: z.optional(Cell),
  events: z.array(MappedEvent).check(z.minLength(1)),
})
export type ImportMap = z.infer<typeof ImportMap>

/** Reads a map; every fault of it is named at once. */
export function readImportMap(text: string, fileName: string): ImportMap {
  const read = ImportMap.safeParse(parse(text, { uniqueKeys: true }))
  const faults = read.success ? mapFaults(read.data) : read.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`)
  if (read.success && faults.length === 0) return read.data
  throw new Error(`${fileName} cannot be used as a map; mend it:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

function mapFaults(map: ImportMap): string[] {
  const formats = [['time.format', map.time.format] as const, ...map.events.flatMap((event, index) =>
    Object.entries({ time: event.time, ...event.data }).flatMap(([name, cell]) => (typeof cell === 'object' && 'column' in cell && cell.format ? [[`events.${index}.${name}.format`, cell.format] as const] : [])))]
  return [
    ...formats.flatMap(([path, format]) => { const fault = formatFault(format); return fault === null ? [] : [`${path}: found "${format}"; ${fault}.`] }),
    ...map.events.flatMap((event, index) => (event.subject === undefined && map.unit === undefined ? [`events.${index}: found neither subject here nor unit at the top; name the unit of every event.`] : [])),
  ]
}
