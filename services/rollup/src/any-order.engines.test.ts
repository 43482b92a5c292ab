import { anyOrderBehaviour } from './testing/any-order-behaviour.ts'
import { countingBehaviour } from './testing/counting-behaviour.ts'

// Fewer rounds than on the embedded server: what differs is the tables, not the counting.
for (const [name, on] of [['plain PostgreSQL 17', 'plain'], ['TimescaleDB', 'timescale']] as const) {
  anyOrderBehaviour(name, { on, runs: 12 })
  countingBehaviour(name, { on })
}
