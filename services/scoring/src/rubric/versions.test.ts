import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { setTimeout as wait } from 'node:timers/promises'
import { RubricsController } from '../http/rubrics.controller.ts'
import type { ScoringLoop } from '../loop/scoring-loop.ts'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'
import { parseRubrics } from './parse-rubrics.ts'

const TEXT = await readFile(fileURLToPath(new URL('../testing/trial.yaml', import.meta.url)), 'utf8')
const OLD = TEXT.replace("effective: { from: '2021-01-01', until: '2022-12-31' }", "effective: { from: '2021-01-01' }")
/** From 20 November on the second by verifications gets 5 instead of 6. */
const NEW = OLD.replace("version: '1'", "version: '2'").replace("from: '2021-01-01' }", "from: '2021-11-20' }").replace("to: '2', points: '6'", "to: '2', points: '5'")
const DRAFT = OLD.replace("version: '1'", "version: '3'\nstatus: draft").replace('verified: { title', "tried: { title: { zh: 试, en: Tried }, counted_in: { zh: 次, en: times }, of: { event: code.verified }, aggregate: count, where: { checkpoint: gate } }\n  verified: { title")
  .replace('value: { kind: count, of: verified, when_none: zero }', 'value: { kind: count, of: { plus: [verified, tried] }, when_none: zero }')

let trial: Trial
let loop: ScoringLoop

keepTestServer()
beforeEach(async () => {
  trial = await Trial.open()
  await trial.registry.load([{ name: 'trial.yaml', text: OLD }, { name: 'trial@2.yaml', text: NEW }, { name: 'trial@3.yaml', text: DRAFT }])
  loop = trial.loop()
  await trial.count(...[9, 7, 5, 3].map((count, at) => trialEvent(`e${at}`, `t${at + 1}`, { type: 'code.verified', time: '2021-11-10T09:00:00+08:00', data: { count, checkpoint: 'gate' } })))
})
afterEach(async () => await trial.close())

/** Longer than the pause between two seqs of one board. */
const PAUSE_MS = 260
const board = async (period: string) => await trial.db.one(raw<{ seq: bigint; rubric_hash: string; version: string }>(),
  `select seq, rubric_hash, head->'rubric'->>'version' as version from board where period = $1`, [period])

describe('versions of one rubric that stand together', () => {
  it('score a year by the one in force today, and by the next from its day on, with a new seq and hash', async () => {
    await loop.pass()
    const before = await board('2021')
    expect([before.version, before.seq, (await trial.rows('2021'))['t2']?.score]).toEqual(['1', 1n, '12.00'])
    await trial.moveClock('2021-11-19T23:59:59+08:00')
    await wait(PAUSE_MS)
    await loop.pass()
    expect((await board('2021')).seq).toBe(1n)
    await trial.moveClock('2021-11-20T00:00:00+08:00')
    await wait(PAUSE_MS)
    await loop.pass()
    const after = await board('2021')
    expect([after.version, after.seq, (await trial.rows('2021'))['t2']?.score]).toEqual(['2', 2n, '11.00'])
    expect(after.rubric_hash).not.toBe(before.rubric_hash)
    const kept = await trial.db.rows(raw<{ rubric_hash: string }>(), `select h.rubric_hash from board_history h join board b on b.id = h.board where b.period = '2021' order by h.seq`)
    expect(kept.map(({ rubric_hash: hash }) => hash)).toEqual([before.rubric_hash, after.rubric_hash])
  }, 60_000)

  it('score a month that ended before by the one that was in force then, whenever it is asked for', async () => {
    await trial.moveClock('2021-12-05T08:00:00+08:00')
    await trial.db.run(`insert into board_wanted values ('trial', 'towns', '2021-10'), ('trial', 'towns', '2021-11')`)
    await loop.pass()
    expect([(await board('2021-10')).version, (await board('2021-11')).version, (await board('2021-12')).version]).toEqual(['1', '2', '2'])
    expect(await trial.periods()).toEqual(['2021', '2021-10', '2021-11', '2021-12', '2021-Q4', 'ytd'])
  }, 60_000)

  it('are listed with their days, drafts among them; measures are those of all but the drafts', () => {
    expect(new RubricsController(trial.registry).list().map(({ id, version, status, effective }) => [id, version, status, effective.from, effective.until])).toEqual([
      ['trial', '1', 'in_force', '2021-01-01', '2021-11-19'], ['trial', '3', 'draft', '2021-01-01', null], ['trial', '2', 'in_force', '2021-11-20', null],
    ])
    const wheres = trial.registry.measures().map(({ where }) => JSON.stringify(where ?? null))
    expect(wheres).not.toContain('{"checkpoint":"gate"}')
    expect(trial.registry.all().map(({ version }) => version).sort()).toEqual(['1', '2'])
    expect(trial.registry.inForce('trial', '2021', Date.parse('2021-11-20T00:00:00+08:00'))?.version).toBe('2')
  })

  it('are refused together where their days overlap, with every fault of every file', () => {
    const ended = OLD.replace("effective: { from: '2021-01-01' }", "effective: { from: '2021-01-01', until: '2021-11-20' }")
    expect(() => parseRubrics([{ name: 'trial.yaml', text: ended }, { name: 'trial@2.yaml', text: NEW }, { name: 'copy.yaml', text: NEW.replace("from: '2021-11-20'", "from: '2021-12-20'") }]))
      .toThrow(/mend these 2 faults[^]*trial@2\.yaml: effective\.from: found 2021-11-20, on which version 1 of trial is in force too \(2021-01-01 … 2021-11-20, in trial\.yaml\)[^]*copy\.yaml: version: found trial 2, which trial@2\.yaml has already/)
  })

  it('are held against the catalogue and the units, all faults at once', () => {
    const type = { title: { zh: '核验', en: 'Verified' }, fields: {} }
    const context = { catalogue: { types: { 'code.verified': type, 'ticket.opened': { ...type, case: { kind: 'ticket', key: 'ticket', role: 'opens' as const } } } }, units: { units: [], groups: [] } }
    expect(() => parseRubrics([{ name: 'trial.yaml', text: OLD }], context)).toThrow(/trial\.yaml: groups\[0\]: found "towns"[^]*code\.claimed|code\.claimed[^]*trial\.yaml: groups\[0\]: found "towns"/)
  })
})
