import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { seedBoard } from '../notice/testing/seeded.ts'
import { LEASE_MS } from './sender.ts'
import { OutboxRig } from './testing/outbox-rig.ts'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const SCRIPT = fileURLToPath(new URL('../../dist/outbox/testing/outbox-process.js', import.meta.url))

let rig: OutboxRig
beforeEach(async () => {
  rig = await OutboxRig.open()
  // Quick where nothing changed.
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [`${ROOT}node_modules/@typescript/native/bin/tsc`, '-b', 'services/alerts'], { cwd: ROOT }, (error, out) => (error ? reject(new Error(`The service does not build:\n${out}`)) : resolve()))
  })
}, 180_000)
afterEach(async () => { await rig.close() })

describe('a process that is killed with SIGKILL while the other side thinks', () => {
  it('loses nothing: another one sends it once more and says so', async () => {
    const { channels, loop } = rig.process()
    await rig.addChannel(channels, 'wecom')
    // The child runs by the machine's own time, so what it finds has been due for long.
    const alert = await rig.give(await seedBoard(rig.db), ['wecom'])
    await rig.db.run('update notice set due_at = to_timestamp(0)')
    rig.robots.behaviour = 'never'
    const heard = new Promise<void>((resolve) => { rig.robots.onHeard = () => resolve() })
    const child = spawn(process.execPath, [SCRIPT, JSON.stringify(rig.db.address)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const first = await Promise.race([heard.then(() => 'heard'), ended.then((code) => `the process ended with ${code}`)])
    expect(first).toBe('heard')
    child.kill('SIGKILL')
    await ended
    expect(await rig.messages()).toMatchObject([{ state: 'sending', attempts: 1 }])
    rig.robots.behaviour = 'well'
    // Past the lease by the machine's time, at which the child has claimed it.
    rig.wall.advanceTo(Math.max(rig.wall.now(), Date.now()) + LEASE_MS + 1)
    expect(await loop.pass()).toBe(1)
    expect(rig.robots.taken().map(({ body }) => body.includes('（可能重复）'))).toEqual([false, true])
    expect(await rig.steps(alert)).toEqual([['sent', 'wecom']])
    expect((await channels.deliveries('wecom')).deliveries.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['sent', 2], ['unknown', 1]])
  })
})
