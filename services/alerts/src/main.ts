import { runProcess } from '@tierline/platform/http/run-process'
import { AlertsProcessModule } from './alerts.module.ts'

// Watches and alerts as a process of its own, on the same database as the others.
await runProcess({ name: 'alerts', module: (platform) => AlertsProcessModule.of(platform) })
