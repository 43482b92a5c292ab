import type { Transaction } from '@tierline/platform/database/database'
import { instantArray, int8Array, textArray } from '../deltas/binary-array.ts'
import type { TallyDelta } from './tally.ts'

/** Adds to the tallies. */
export async function addTallies(tx: Transaction, deltas: readonly TallyDelta[]): Promise<void> {
  if (deltas.length === 0) return
  await tx.run(
    `insert into tally (source, hour, outcome, n) select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::int8[])
     on conflict (source, hour, outcome) do update set n = tally.n + excluded.n`,
    [
      textArray(deltas.map(({ source }) => source)), instantArray(deltas.map(({ hour }) => hour)),
      textArray(deltas.map(({ outcome }) => outcome)), int8Array(deltas.map(({ n }) => BigInt(n))),
    ],
  )
}
