import { databaseBehaviour } from '../testing/database-behaviour.ts'

databaseBehaviour('embedded PostgreSQL', {})
