import { instantText } from './demo-day.ts'

/** One event of the demo city: when it is sent (as it happens, unless it comes late), and its line. */
export interface DemoEvent {
  sent: number
  line: string
}

/** What a stream says of one event. */
export interface NewEvent {
  id: string
  type: string
  unit: string
  time: number
  /** Sent later than it happened. */
  sent?: number
  data: Readonly<Record<string, unknown>>
}

/** Writes the events of one source as NDJSON lines; names are ours and hold nothing that needs escaping, data is written as JSON. */
export function writer(source: string): (event: NewEvent) => DemoEvent {
  const head = `{"specversion":"1.0","source":"${source}","id":"`
  return ({ id, type, unit, time, sent = time, data }) => ({
    sent,
    line: `${head}${id}","type":"${type}","subject":"${unit}","time":"${instantText(time)}","data":${JSON.stringify(data)}}`,
  })
}
