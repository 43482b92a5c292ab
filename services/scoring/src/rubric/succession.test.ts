import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { SimulatedClock } from '@tierline/platform/clock'
import type { Logger } from '@tierline/platform/logger'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { Membership } from '../share/membership.ts'
import { RubricRegistry } from './rubric-registry.ts'

const FILE = fileURLToPath(new URL('../testing/trial.yaml', import.meta.url))
const ORPHAN_MS = 300

let test: TestDatabase
const said: string[] = []
const logger: Logger = { info: (_, message) => said.push(`info: ${message}`), warn: (_, message) => said.push(`warn: ${message}`), error: (_, message) => said.push(`error: ${message}`), debug: () => undefined }
const members: Membership[] = []
beforeEach(async () => {
  test = await openTestDatabase()
  said.length = 0
}, 60_000)
afterEach(async () => {
  for (const member of members.splice(0)) await member.stop()
  await test.close()
})

/** A scoring process that starts with this version of the rubric in its folder. */
const start = async (version: string): Promise<{ registry: RubricRegistry; member: Membership; version(): string | undefined }> => {
  const db = test.again()
  const registry = new RubricRegistry({ db, clock: new SimulatedClock(0), signal: new InProcessSignal(), logger, orphanMs: ORPHAN_MS })
  await registry.load([{ name: 'trial.yaml', text: (await readFile(FILE, 'utf8')).replace(/^version: .*$/m, `version: "${version}"`) }])
  const member = new Membership({ db, logger, rubrics: () => registry.held(), everyMs: 100 })
  members.push(member)
  await member.start()
  return { registry, member, version: () => registry.byId('trial')?.version }
}

const until = async (what: string, isSo: () => boolean): Promise<void> => {
  for (const deadline = performance.now() + 30_000; !isSo();) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await wait(10)
  }
}

describe('rubrics of several processes', () => {
  it('come into force when they are new, in every process', async () => {
    const old = await start('1')
    const next = await start('2')
    await old.registry.adopt()
    expect([old.version(), next.version()]).toEqual(['2', '2'])
    expect(said).toEqual(['info: other rubrics come into force'])
    expect(old.registry.byId('trial')?.hash).toBe(next.registry.byId('trial')?.hash)
  })

  it('stay when an older process starts again while a newer one runs, and it says so', async () => {
    await start('1')
    const next = await start('2')
    const again = await start('1')
    await next.registry.adopt()
    expect([again.version(), next.version()]).toEqual(['2', '2'])
    expect(said.at(-1)).toMatch(/^warn: the rubrics of this process were replaced before, and a running scorer has those in force/)
  })

  it('go back when nobody runs who has the newer ones, and it says so', async () => {
    await start('1')
    const next = await start('2')
    await next.member.stop()
    const again = await start('1')
    expect(again.version()).toBe('1')
    expect(said.at(-1)).toBe('warn: rubrics that were replaced before come into force again')
  })

  it('go back although the newer process was killed and its row is still there', async () => {
    await start('1')
    const next = await start('2')
    for (const member of members.splice(0)) member.halt()
    expect(next.version()).toBe('2')
    expect((await start('1')).version()).toBe('1')
  })

  it('go back while older processes run on, a while after the last newer one has left', async () => {
    const old = await start('1')
    const next = await start('2')
    await old.registry.adopt()
    await old.registry.reconsider()
    expect(old.version()).toBe('2')
    await next.member.stop()
    await old.registry.reconsider()
    expect(old.version()).toBe('2')
    await wait(ORPHAN_MS)
    await old.registry.reconsider()
    expect(old.version()).toBe('1')
    expect(said.at(-1)).toMatch(/^warn: no scorer has had the rubrics in force/)
  })

  it('put a process out of action that cannot read them, until it can', async () => {
    const old = await start('1')
    expect(old.member.owns(1)).toBe(true)
    await test.db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ('newer', 'h', '9', 'kind: of tomorrow', true, to_timestamp(0))`)
    await old.registry.adopt()
    expect(said.at(-1)).toMatch(/^error: the rubrics in force cannot be read by this version/)
    await until('it to have left', () => !old.member.owns(1))
    // What it knew before still answers questions.
    expect(old.version()).toBe('1')
    await test.db.run(`update rubric set active = false where id = 'newer'`)
    await old.registry.adopt()
    await until('it to be back', () => old.member.owns(1))
    expect(old.registry.held()).toHaveLength(1)
  })
})
