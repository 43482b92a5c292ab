import { raw } from '@tierline/platform/database/database'
import type { Statements } from '@tierline/platform/database/database'
import type { FactEvent } from '@tierline/scoring'

/** Stored events of one partition, in the order of the log: positions from `from` up to before `until`, of some types (null: all). */
export interface EventSpan {
  part: number
  from: number
  until: number
  types: readonly string[] | null
}

/** Reads a span, but for what happened before events were dropped: of that some may still be there. Units come as codes. */
export async function readEvents(db: Statements, { part, from, until, types }: EventSpan): Promise<FactEvent[]> {
  return await db.rows(raw<FactEvent>(),
    `select e.source, e.id, e.type, u.code as unit, e.time, e.corrects, e.data from event e join unit u on u.id = e.unit
     where e.part = $1::int2 and e.position >= $2 and e.position < $3 and ($4::text[] is null or e.type = any($4::text[]))
       and e.time >= coalesce((select instant from kept_from where what = 'events'), '-infinity')
     order by e.position`,
    [part, from, until, types],
  )
}

/** From the first to one past the last stored position of each partition; a log whose old events were dropped begins far above zero. */
export async function readEnds(db: Statements): Promise<{ part: number; from: number; until: number }[]> {
  const rows = await db.rows(raw<{ part: number; from: bigint; until: bigint }>(), 'select part, min(position) as from, max(position) + 1 as until from event group by part order by part')
  return rows.map(({ part, from, until }) => ({ part, from: Number(from), until: Number(until) }))
}
