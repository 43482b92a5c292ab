import { anyOrderBehaviour } from './testing/behaviour/any-order.ts'
import { countingBehaviour } from './testing/behaviour/counting.ts'

// Fewer rounds than on the embedded server: what differs is the tables, not the counting.
for (const [name, on] of [['plain PostgreSQL 17', 'plain'], ['TimescaleDB', 'timescale']] as const) {
  anyOrderBehaviour(name, { on, runs: 12 })
  countingBehaviour(name, { on })
}
