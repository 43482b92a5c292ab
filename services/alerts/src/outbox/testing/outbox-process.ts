// Sending as a process of its own, for tests that kill it: node dist/outbox/testing/outbox-process.js ADDRESS, where ADDRESS is the database's as JSON. Sends what is due, then stays.
import { Outbound } from '@tierline/platform/channel/outbound'
import { Database } from '@tierline/platform/database/database'
import type { DatabaseAddress } from '@tierline/platform/database/database'
import { OutboxLoop } from '../outbox-loop.ts'
import { outboxPlatform } from './outbox-rig.ts'

const platform = outboxPlatform(new Database(JSON.parse(process.argv[2] ?? '') as DatabaseAddress))
const loop = new OutboxLoop(platform, new Outbound(platform.config.messages))
loop.start()
process.stdout.write('ready\n')
setInterval(() => undefined, 60_000)
