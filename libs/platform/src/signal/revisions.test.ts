import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { Directory } from '../directory.ts'
import { storeAlias, storeUnits } from '../directory.store.ts'
import { openTestDatabase } from '../testing/test-database.ts'
import type { TestDatabase } from '../testing/test-database.ts'
import { InProcessSignal } from './in-process-signal.ts'
import { raiseRevision } from './revision.store.ts'
import { Revisions } from './revisions.ts'
import { keepLog, listen, until } from './signal.behaviour.ts'

const EVERY_MS = 50
const CITY = {
  units: [{ code: 't1', name: '一镇', aliases: ['老一镇'] }, { code: 't2', name: '二镇' }],
  groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: ['t1', 't2'] }],
}

let test: TestDatabase
/** Another process, which no signal of the first one reaches. */
let deaf: { db: Database; signal: InProcessSignal; revisions: Revisions }
beforeEach(async () => {
  test = await openTestDatabase()
  const [db, signal] = [test.again(), new InProcessSignal()]
  deaf = { db, signal, revisions: await Revisions.open({ db, signal, logger: keepLog(), everyMs: EVERY_MS }) }
}, 60_000)
afterEach(async () => {
  await deaf.revisions.close()
  await test.close()
})

const store = (file = CITY, db = test.db): Promise<string | null> => db.transaction((tx) => storeUnits(tx, file, (name) => ({ pinyin: name, initials: name }), new Date(0)))
const alias = (name: string, code = 't1'): Promise<string | null> => test.db.transaction((tx) => storeAlias(tx, { alias: name, code, reason: 'r', by: 'b', instant: new Date(0) }))

describe('a change that no signal told of', () => {
  it('is found by looking once a second: new units, then a new name', async () => {
    const directory = new Directory(deaf.db, deaf.signal)
    let reloads = 0
    directory.onReload(() => { reloads += 1 })
    await store()
    await until('the units', () => directory.group('towns')?.units.length === 2)
    await alias('小一镇')
    await until('the name', () => directory.unitByCodeOrAlias('小一镇')?.code === 't1')
    await wait(5 * EVERY_MS)
    expect(reloads).toBe(2)
  })

  it('is told once, and not at all where the signal came', async () => {
    const { heard } = listen(deaf.signal, 'rubric')
    await deaf.db.transaction((tx) => raiseRevision(tx, 'rubric'))
    await until('the hint', () => heard.length === 1)
    const revision = await deaf.db.transaction(async (tx) => await raiseRevision(tx, 'rubric'))
    deaf.signal.publish('rubric', revision)
    await wait(5 * EVERY_MS)
    expect(heard).toEqual(['revision 1', 'revision 2'])
  })

  it('is found after a signal that carries no number, or one of an older change', async () => {
    const { heard } = listen(deaf.signal, 'rubric')
    await deaf.db.transaction(async (tx) => { await raiseRevision(tx, 'rubric'); await raiseRevision(tx, 'rubric') })
    deaf.signal.publish('rubric', '341502')
    deaf.signal.publish('rubric', 'revision 1')
    await until('the hint', () => heard.includes('revision 2'))
    expect(heard).toEqual(['341502', 'revision 1', 'revision 2'])
  })

  it('is read in the end where the first reading failed', async () => {
    const away = test.again()
    const directory = new Directory(away, deaf.signal)
    await store()
    await test.db.run('alter table unit rename to unit_away')
    deaf.signal.publish('directory', '')
    await wait(10 * EVERY_MS)
    await test.db.run('alter table unit_away rename to unit')
    await until('the units', () => directory.unitByCode('t2') !== undefined)
    expect(directory.list()).toHaveLength(2)
  })
})

describe('storing units', () => {
  it('says that something changed only when it did', async () => {
    expect(await store()).toBe('revision 1')
    expect(await store()).toBeNull()
    expect(await alias('小一镇')).toBe('revision 2')
    expect(await alias('小一镇')).toBeNull()
    expect(await store({ ...CITY, units: [{ code: 't1', name: '一镇', aliases: ['老一镇'] }, { code: 't2', name: '二镇改' }] })).toBe('revision 3')
    expect(await store({ ...CITY, units: [], groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: ['t2', 't1'] }] })).toBe('revision 4')
    expect(await store({ ...CITY, units: [], groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: ['t1'] }] })).toBe('revision 5')
  })

  it('lets processes that start at once follow each other', async () => {
    const stored = await Promise.all(Array.from({ length: 6 }, (_, at) => store({ ...CITY, groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: at % 2 ? ['t1', 't2'] : ['t2', 't1'] }] }, test.again())))
    expect(stored.filter((revision) => revision !== null).length).toBeGreaterThanOrEqual(1)
    const directory = new Directory(test.db, new InProcessSignal())
    await directory.reload()
    expect(directory.group('towns')?.units).toHaveLength(2)
  })
})
