// Prints how many events a second the consumer commits, by kind of stream. Build first, then: node services/rollup/dist/testing/throughput.js
import { eventRecord, openRig } from './rig.ts'
import { MEASURES } from './types.ts'

const BATCH = 5_000
const START = Date.parse('2021-03-01T00:00:00Z')

const streams = {
  scans: (n: number) => eventRecord({
    id: `scan-${n}`, type: 'code.verified', unit: `u${(n % 4) + 1}`, time: START + n * 700,
    data: { checkpoint: `cp-${n % 74}`, count: (n % 50) + 1, channel: n % 3 === 0 ? 'app' : 'gate', minutes: n % 7 },
  }),
  claims: (n: number) => eventRecord({ id: `claim-${n}`, type: 'code.claimed', unit: `u${(n % 4) + 1}`, time: START + n * 700, data: { person: `person-${n % 40_000}`, channel: 'app' } }),
  tickets: (n: number) => {
    const [ticket, step] = [Math.floor(n / 3), n % 3]
    const type = ['ticket.opened', 'ticket.accepted', 'ticket.closed'][step] ?? ''
    const time = START + ticket * 1_000 + step * 3_600_000
    return eventRecord({ id: `t-${n}`, type, unit: `u${(ticket % 4) + 1}`, time, data: { ticket: `T${ticket}`, ...(step === 0 ? { due: new Date(time + 86_400_000).toISOString() } : {}) } })
  },
}

for (const [name, make] of Object.entries(streams)) {
  const rig = await openRig({ measures: MEASURES })
  try {
    const batches = Array.from({ length: 24 }, (_, b) => Array.from({ length: BATCH }, (__, i) => make(b * BATCH + i)))
    for (const batch of batches.slice(0, 4)) await rig.consume(batch)
    const cpu = process.cpuUsage()
    const started = performance.now()
    for (const batch of batches.slice(4)) await rig.consume(batch)
    const seconds = (performance.now() - started) / 1000
    const used = process.cpuUsage(cpu)
    process.stdout.write(`${name.padEnd(8)} ${Math.round((20 * BATCH) / seconds)} events/s, Node busy ${Math.round((used.user + used.system) / 10_000 / seconds)} %\n`)
  } finally {
    await rig.test.close()
  }
}
