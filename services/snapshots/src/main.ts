import { runProcess } from '@tierline/platform/http/run-process'
import { SnapshotsProcessModule } from './snapshots.module.ts'

// Frozen boards and their files as a process of its own, on the same database as the others.
await runProcess({ name: 'snapshots', module: (platform) => SnapshotsProcessModule.of(platform) })
