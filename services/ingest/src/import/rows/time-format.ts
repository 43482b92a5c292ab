const DAYS_400 = 146_097

/** Reads a text in one declared format; returns it as RFC 3339 with offset, or null where it does not fit or names no real time. */
export type TimeReader = (text: string) => string | null

type Part = 'yyyy' | 'MM' | 'dd' | 'HH' | 'hh' | 'mm' | 'ss' | 'SSS' | 'a' | 'XXX'

/** Letters of a format, longest first, with what each matches; single letters take one or two digits. */
const TOKENS: readonly [token: string, part: Part, pattern: string][] = [
  ['yyyy', 'yyyy', '(\\d{4})'], ['MM', 'MM', '(\\d{2})'], ['M', 'MM', '(\\d{1,2})'], ['dd', 'dd', '(\\d{2})'], ['d', 'dd', '(\\d{1,2})'],
  ['HH', 'HH', '(\\d{2})'], ['H', 'HH', '(\\d{1,2})'], ['hh', 'hh', '(\\d{2})'], ['h', 'hh', '(\\d{1,2})'], ['mm', 'mm', '(\\d{2})'], ['m', 'mm', '(\\d{1,2})'],
  ['ss', 'ss', '(\\d{2})'], ['s', 'ss', '(\\d{1,2})'], ['SSS', 'SSS', '(\\d{3})'], ['a', 'a', '(AM|PM|am|pm|上午|下午)'], ['XXX', 'XXX', '(Z|[+-]\\d{2}:\\d{2})'],
]

/** What is wrong with a format, in one sentence, or null. */
export function formatFault(format: string): string | null {
  if (['iso', 'epoch_ms', 'epoch_s'].includes(format)) return null
  const parts = partsOf(format)
  if (typeof parts === 'string') return parts
  const names = new Set(parts.map(({ part }) => part))
  if (!names.has('yyyy') || !names.has('MM') || !names.has('dd')) return 'a format has yyyy, MM (or M) and dd (or d) at least'
  return names.has('hh') !== names.has('a') ? 'hh (1 to 12) and a (AM or PM) go together; 0 to 23 is HH' : null
}

/** Compiles a format: `iso`, `epoch_ms`, `epoch_s`, or a pattern such as `MM/dd/yyyy hh:mm:ss a`. `offset` holds where the text names none. */
export function timeReader(format: string, offset: string): TimeReader {
  if (format === 'iso') return (text) => isoTime(text, offset)
  if (format === 'epoch_ms' || format === 'epoch_s') return (text) => epochTime(text, format === 'epoch_s' ? 1_000 : 1, offset)
  const parts = partsOf(format)
  if (typeof parts === 'string') throw new Error(parts)
  const pattern = new RegExp(`^${parts.map(({ pattern: one }) => one).join('')}$`)
  const order = parts.flatMap(({ part }) => part ?? [])
  return (text) => {
    const match = pattern.exec(text.trim())
    return match ? written(new Map(order.map((part, index) => [part, match[index + 1] ?? ''])), offset) : null
  }
}

function partsOf(format: string): { part: Part | null; pattern: string }[] | string {
  const parts: { part: Part | null; pattern: string }[] = []
  for (let at = 0; at < format.length;) {
    const quoted = /^'([^']*)'/.exec(format.slice(at))
    const token = TOKENS.find(([letters]) => format.startsWith(letters, at))
    const char = format.charAt(at)
    if (quoted) parts.push({ part: null, pattern: literal(quoted[1] ?? '') })
    else if (token) parts.push({ part: token[1], pattern: token[2] })
    else if (/[A-Za-z]/.test(char)) return `"${char}" is no letter of a format; put plain text in single quotes`
    else parts.push({ part: null, pattern: literal(char) })
    at += quoted ? quoted[0].length : token ? token[0].length : 1
  }
  const names = parts.flatMap(({ part }) => part ?? [])
  return new Set(names).size === names.length ? parts : 'each part of a time stands once in a format'
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

function written(parts: ReadonlyMap<Part, string>, offset: string): string | null {
  const number = (part: Part): number => Number(parts.get(part) ?? 0)
  const hour = parts.has('hh') ? halfDayHour(number('hh'), parts.get('a') ?? '') : number('HH')
  const [year, month, day, minute, second] = [number('yyyy'), number('MM'), number('dd'), number('mm'), number('ss')]
  if (hour === null || hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day)) return null
  const fraction = parts.has('SSS') ? `.${parts.get('SSS')}` : ''
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${parts.get('XXX') ?? offset}`
}

/** 12 AM is midnight, 12 PM is noon. */
function halfDayHour(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (/pm|下午/i.test(half) ? 12 : 0)
}

function isDay(year: number, month: number, day: number): boolean {
  // Four hundred years later is the same calendar, and no year below 100 is mistaken for one of the last century.
  const shifted = new Date(Date.UTC(year + 400, month - 1, day) - DAYS_400 * 86_400_000)
  return month >= 1 && month <= 12 && shifted.getUTCMonth() === month - 1 && shifted.getUTCDate() === day
}

function isoTime(text: string, offset: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim())
  if (!match) return null
  const [, yyyy = '', MM = '', dd = '', HH = '0', mm = '0', ss = '0', fraction, zone] = match
  const parts = new Map<Part, string>([['yyyy', yyyy], ['MM', MM], ['dd', dd], ['HH', HH], ['mm', mm], ['ss', ss]])
  if (fraction !== undefined) parts.set('SSS', fraction)
  return written(parts, zone ?? offset)
}

function epochTime(text: string, unitMs: number, offset: string): string | null {
  if (!/^\d{1,15}$/.test(text.trim())) return null
  const ms = Number(text) * unitMs + offsetMs(offset)
  const local = new Date(ms)
  return Number.isNaN(local.getTime()) ? null : local.toISOString().replace('Z', offset)
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0
  const [hours = '0', minutes = '0'] = offset.slice(1).split(':')
  return (Number(hours) * 60 + Number(minutes)) * (offset.startsWith('-') ? -60_000 : 60_000)
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')
