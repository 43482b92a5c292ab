import { anyOrderBehaviour } from './testing/behaviour/any-order.ts'

anyOrderBehaviour('embedded PostgreSQL', { runs: 60 })
