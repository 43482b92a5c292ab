import { retentionBehaviour } from '../testing/retention-behaviour.ts'

retentionBehaviour('plain PostgreSQL 17', { on: 'plain' })
retentionBehaviour('TimescaleDB', { on: 'timescale' })
