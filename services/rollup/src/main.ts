import { runProcess } from '@tierline/platform/http/run-process'
import { RollupProcessModule } from './rollup.module.ts'

// The roll-up as a process of its own. In the embedded shape its log is empty: events come through all-in-one.
await runProcess({ name: 'rollup', module: (platform) => RollupProcessModule.of(platform) })
