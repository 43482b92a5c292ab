import { runProcess } from '@tierline/platform/http/run-process'
import { IngestProcessModule } from './ingest.module.ts'

// The door as a process of its own, for the shape whose log is shared. In the embedded shape nobody counts behind it: use services/all-in-one.
await runProcess({ name: 'ingest', module: (platform) => IngestProcessModule.of(platform) })
