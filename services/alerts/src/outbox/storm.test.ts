import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Behaviour } from '@tierline/platform/channel/testing/robot-server'
import { raw } from '@tierline/platform/database/database'
import { seedBoard } from '../notice/testing/seeded.ts'
import { LEASE_MS } from './sender.ts'
import { OutboxRig } from './testing/outbox-rig.ts'

const BEHAVIOURS: Behaviour[] = ['well', 'well', 'cut', 'takes_and_cuts', { status: 503 }, { status: 429, headers: { 'retry-after': '20' } }]
const DIE = `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$; create trigger die before insert on delivery for each row execute function die()`

let rig: OutboxRig
beforeEach(async () => { rig = await OutboxRig.open() }, 60_000)
afterEach(async () => { await rig.close() })

/** 0 … n − 1, the same ones for a seed. */
function chances(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * n)
  }
}

/** How often the other side took each message, and the alerts that it was told of. */
function takenOnce(): { times: Map<number, number>; alerts: Set<number> } {
  const bodies = rig.robots.taken().map(({ body }) => JSON.parse(body) as { id: string; facts: { alerts: { alert: number }[] } })
  const times = new Map<number, number>()
  for (const { id } of bodies) times.set(Number(id.replace('tierline-message-', '')), (times.get(Number(id.replace('tierline-message-', ''))) ?? 0) + 1)
  return { times, alerts: new Set(bodies.flatMap(({ facts }) => facts.alerts.map(({ alert }) => alert))) }
}

describe('three processes, a webhook that fails in every way, and processes that die before they have recorded', () => {
  it.each([1, 2])('tell every alert or say that they could not, and repeat only what nobody could answer for (seed %i)', async (seed) => {
    const chance = chances(seed)
    const processes = [rig.process(), rig.process(), rig.process()] as const
    await rig.addChannel(processes[0].channels, 'webhook')
    const boards = [await seedBoard(rig.db), await seedBoard(rig.db, { period: '2021-11' })]
    const alerts: number[] = []
    for (let round = 0; round < 40; round++) {
      rig.robots.behaviour = BEHAVIOURS[chance(BEHAVIOURS.length)] ?? 'well'
      if (round < 30) alerts.push(await rig.give(boards[chance(2)] ?? 0, ['webhook'], { unit: `u${1 + chance(3)}` }))
      const dies = round % 10 === 5
      if (dies) await rig.db.script(DIE)
      await Promise.all(processes.map(({ loop }) => loop.pass()))
      if (dies) await rig.db.script('drop trigger die on delivery; drop function die()')
      rig.pass(chance(4) * 5_000)
    }
    rig.robots.behaviour = 'well'
    for (let round = 0; round < 30; round++) {
      rig.pass(LEASE_MS + 1)
      await Promise.all(processes.map(({ loop }) => loop.pass()))
    }
    const { times, alerts: told } = takenOnce()
    const messages = await rig.db.rows(raw<{ id: bigint; state: string; unknown: bigint }>(), `select m.id, m.state, (select count(*) from delivery d where d.message = m.id and d.outcome = 'unknown') as unknown from message m`)
    expect(messages.filter(({ state }) => state !== 'sent' && state !== 'failed')).toEqual([])
    expect(messages.filter(({ id, unknown }) => (times.get(Number(id)) ?? 0) > 1 + Number(unknown))).toEqual([])
    expect(messages.filter(({ id, state }) => state === 'sent' && !times.has(Number(id)))).toEqual([])
    for (const alert of alerts) {
      const ends = (await rig.steps(alert)).map(([kind]) => kind)
      expect(ends).toHaveLength(1)
      expect(told.has(alert) || ends[0] === 'failed').toBe(true)
    }
    expect([...times.values()].some((count) => count > 1)).toBe(true)
  })
})
