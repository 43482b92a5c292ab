import { retentionBehaviour } from '../testing/retention-behaviour.ts'

retentionBehaviour('embedded PostgreSQL', {})
