import type { Transaction } from '@tierline/platform/database/database'
import { instantArray, int8Array, textArray } from '../deltas/binary-array.ts'
import type { TallyDelta } from './tally.ts'

/** Adds to the tallies. */
export async function addTallies(tx: Transaction, deltas: readonly TallyDelta[]): Promise<void> {
  if (deltas.length === 0) return
  await tx.run(
    `insert into tally (source, hour, outcome, n, last_arrived) select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::int8[], $5::timestamptz[])
     on conflict (source, hour, outcome) do update set n = tally.n + excluded.n, last_arrived = greatest(tally.last_arrived, excluded.last_arrived)`,
    [
      textArray(deltas.map(({ source }) => source)), instantArray(deltas.map(({ hour }) => hour)),
      textArray(deltas.map(({ outcome }) => outcome)), int8Array(deltas.map(({ n }) => BigInt(n))),
      instantArray(deltas.map(({ lastArrived }) => lastArrived)),
    ],
  )
}
