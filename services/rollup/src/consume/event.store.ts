import type { EventRecord } from '@tierline/contracts/log-record'
import type { Transaction } from '@tierline/platform/database/database'
import { instantArray, int4Array, int8Array, jsonbArray, textArray } from '../deltas/binary-array.ts'

/** A counted event with its unit's number and its place in the log. */
export interface PlacedEvent {
  record: EventRecord
  unit: number
  position: number
}

/** Stores counted events. */
export async function storeEvents(tx: Transaction, part: number, events: readonly PlacedEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.run(
    `insert into event (time, part, position, unit, type, source, id, subject, corrects, arrived, data)
     select time, $1::int2, position, unit, type, source, id, subject, corrects, arrived, data
     from unnest($2::timestamptz[], $3::int8[], $4::int4[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::jsonb[])
       as t (time, position, unit, type, source, id, subject, corrects, arrived, data)`,
    [
      part,
      instantArray(events.map(({ record }) => record.time)),
      int8Array(events.map(({ position }) => BigInt(position))),
      int4Array(events.map(({ unit }) => unit)),
      textArray(events.map(({ record }) => record.type)),
      textArray(events.map(({ record }) => record.source)),
      textArray(events.map(({ record }) => record.id)),
      textArray(events.map(({ record }) => record.subject)),
      textArray(events.map(({ record }) => record.corrects)),
      instantArray(events.map(({ record }) => record.arrived)),
      jsonbArray(events.map(({ record }) => JSON.stringify(record.data))),
    ],
  )
}
