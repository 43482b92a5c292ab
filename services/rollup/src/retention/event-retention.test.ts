import { retentionBehaviour } from '../testing/behaviour/retention.ts'

retentionBehaviour('embedded PostgreSQL', {})
