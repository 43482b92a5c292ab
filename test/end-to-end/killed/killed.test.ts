import { readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dataFolder } from '../../support/data-folder.ts'
import { AppProcess, endOrphan } from '../../support/app-process.ts'
import { Client } from '../../support/client.ts'
import type { SentEvent } from '../../support/client.ts'
import { Random } from '../../support/random.ts'
import { writeRules } from '../../support/rules.ts'
import { until } from '../../support/until.ts'
import { RetryingSender } from './retrying-sender.ts'
import type { Place } from './retrying-sender.ts'

/** Thirty; fewer on a second Node, more by hand. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 30)
const SENDERS = 3
const UNITS = `units:
  - { code: a, name: 甲镇, local: true }
  - { code: b, name: 乙镇, local: true }
groups:
  - { id: towns, title: { zh: 各镇, en: Towns }, units: [a, b] }
`

const random = new Random(20_211_215)
const place: Place = { url: '', key: '' }
let folder = ''
let rules = ''
let app: AppProcess
let made = 0

beforeAll(async () => {
  folder = await dataFolder()
  const rubric = await readFile(new URL('../rules/any-order.yaml', import.meta.url), 'utf8')
  rules = await writeRules({ rubrics: { 'any-order.yaml': rubric }, units: { 'towns.yaml': UNITS } })
  await start()
}, 90_000)

afterAll(async () => {
  await app.kill()
  await endOrphan(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(): Promise<void> {
  app = await AppProcess.start(folder, { TIERLINE_RULES: rules })
  place.url = app.url
  place.key = app.firstKey ?? place.key
}

const client = (): Client => new Client(place.url, place.key)

/** A request of one to eighty scans, each counting once; some of tickets, so that cases are killed in the middle too. */
function request(): SentEvent[] {
  return Array.from({ length: random.whole(1, 80) }, (): SentEvent => {
    const n = made++
    const time = new Date(Date.parse('2021-03-01T00:00:00+08:00') + (n % 20_000) * 60_000).toISOString()
    const shared = { specversion: '1.0', source: 'killed', id: `e${n}`, subject: n % 2 === 0 ? 'a' : 'b', time } as const
    return n % 5 === 0 ? { ...shared, type: 'ticket.opened', data: { ticket: `T${n}`, due: '2021-06-01T00:00:00+08:00' } } : { ...shared, type: 'code.verified', data: { checkpoint: 'c' } }
  })
}

describe(`the program, killed ${ROUNDS} times while three senders write`, () => {
  const senders = Array.from({ length: SENDERS }, () => new RetryingSender(() => place, request))
  const total = (which: 'acknowledged' | 'sent'): number => senders.reduce((sum, sender) => sum + sender[which].size, 0)

  it('starts again each time without a hand, and the ledger balances', async () => {
    for (const sender of senders) sender.start()
    for (let round = 1; round <= ROUNDS; round += 1) {
      await wait(random.whole(20, 350))
      await app.kill()
      const acknowledged = total('acknowledged')
      await start()
      const { balanced, outcomes } = await client().reconciliation()
      expect({ round, balanced }).toEqual({ round, balanced: true })
      // Nothing that was acknowledged before the kill is missing, nothing is counted that was never sent.
      expect(outcomes.counted).toBeGreaterThanOrEqual(acknowledged)
      expect(outcomes.counted).toBeLessThanOrEqual(total('sent'))
    }
  }, 900_000)

  it('has counted every acknowledged event once, in the ledger and in the roll-ups', async () => {
    await Promise.all(senders.map((sender) => sender.stop()))
    expect(total('acknowledged')).toBe(total('sent'))
    expect(total('acknowledged')).toBeGreaterThan(ROUNDS)
    expect(senders.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0)
    const { outcomes, balanced, accepted, inFlight } = await client().reconciliation()
    expect({ balanced, inFlight, counted: outcomes.counted, conflicting: outcomes.conflicting, quarantined: outcomes.quarantined })
      .toEqual({ balanced: true, inFlight: 0, counted: made, conflicting: 0, quarantined: 0 })
    expect(accepted).toBe(outcomes.counted + outcomes.duplicate)
    for (const unit of ['a', 'b']) await client().enter('attributes', { unit, name: 'population', value: '1000', effective: '2000-01-01', citation: 'test', by: 'test' })
    expect(await rollUps()).toEqual({ verified: scansOf(made), tickets: made - scansOf(made) })
  }, 60_000)

  it('stops cleanly at Ctrl-C and says so on a second start of the same folder', async () => {
    await expect(AppProcess.start(folder, { TIERLINE_RULES: rules })).rejects.toThrow(/is in use by Tierline process/)
    expect(await app.stop()).toBe(0)
    await expect(fetch(place.url)).rejects.toThrow('fetch failed')
    await start()
    const { outcomes } = await client().reconciliation()
    expect(outcomes.counted).toBe(made)
    expect(await app.stop()).toBe(0)
  }, 60_000)
})

/** What the board shows, which reads the roll-ups. */
const rollUps = (): Promise<{ verified: number; tickets: number }> => until('the board to hold every event', async () => {
  const { rows, provisional } = await client().board({ rubric: 'any-order', group: 'towns', period: '2021' })
  const sum = (leaf: string, part: 'numerator' | 'denominator'): number => rows.reduce((all, { cells }) => all + Number(cells[leaf]?.[part] ?? 0), 0)
  // Nobody has closed a ticket and every due time has passed: on time or late, all are late.
  const found = { verified: sum('verifications', 'numerator'), tickets: sum('punctuality', 'denominator') }
  return !provisional && found.verified + found.tickets >= made && found
}, 30)

const scansOf = (count: number): number => Array.from({ length: count }).filter((_, n) => n % 5 !== 0).length
