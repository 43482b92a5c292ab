import { anyOrderBehaviour } from './testing/any-order-behaviour.ts'

anyOrderBehaviour('embedded PostgreSQL', { runs: 60 })
