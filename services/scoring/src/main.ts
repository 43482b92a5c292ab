import { runProcess } from '@tierline/platform/http/run-process'
import { ScoringProcessModule } from './scoring.module.ts'

// The scoring as a process of its own, on the same database as the others.
await runProcess({ name: 'scoring', module: (platform) => ScoringProcessModule.of(platform) })
