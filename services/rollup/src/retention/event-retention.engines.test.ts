import { retentionBehaviour } from '../testing/behaviour/retention.ts'

retentionBehaviour('plain PostgreSQL 17', { on: 'plain' })
retentionBehaviour('TimescaleDB', { on: 'timescale' })
