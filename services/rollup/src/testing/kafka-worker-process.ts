// A worker as a process of its own, for tests that kill it or hold its event loop: node dist/testing/kafka-worker-process.js PLACE, where PLACE is JSON.
import { openLogger } from '@tierline/platform/logger'
import { openWorker } from './kafka-worker.ts'
import type { WorkerPlace } from './kafka-worker.ts'

const place = JSON.parse(process.argv[2] ?? '') as Pick<WorkerPlace, 'kafka' | 'database'>
const worker = await openWorker({ ...place, logger: openLogger('warn', 'worker') })
process.stdout.write('ready\n')
process.once('SIGTERM', () => void worker.stop().then(() => process.exit(0)))
