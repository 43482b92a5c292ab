import { describe, expect, it } from '@jest/globals'
import { readConfig } from '../../config.ts'
import { Readiness } from './readiness.ts'
import type { Finding, ReadinessCheck } from './readiness.ts'

const said: [string, object][] = []
const line = (fields: object, message: string): void => void said.push([message, fields])
const platform = { config: readConfig({ TIERLINE_BUILD: 'b7', TIERLINE_BUREAU: '局' }), isDemo: false, logger: { info: line, warn: line, error: line, debug: () => undefined } }

const check = (name: string, ask: () => Finding | Promise<Finding>): ReadinessCheck => ({ name, ask })
const readinessWith = (...checks: ReadinessCheck[]): Readiness => new Readiness({ platform, process: 'trial', checks })
const known = { process: 'trial', build: 'b7', instant: null, demo: false, bureau: '局' }

describe('readiness', () => {
  it.each<[string, ReadinessCheck[], object]>([
    ['every part works', [check('a', () => ({})), check('b', () => ({ instant: '2021-01-01T00:00:00.000Z' }))], { ready: true, instant: '2021-01-01T00:00:00.000Z' }],
    ['a part says what it waits for', [check('a', () => ({ waitsFor: 'its turn' }))], { ready: false, waitsFor: 'its turn' }],
    ['two parts wait: the first is said', [check('a', () => ({})), check('b', () => ({ waitsFor: 'one' })), check('c', () => ({ waitsFor: 'two' }))], { ready: false, waitsFor: 'one' }],
    ['a question fails', [check('the database', () => { throw new Error('refused') })], { ready: false, waitsFor: 'the database' }],
    ['a question fails later', [check('the database', () => Promise.reject(new Error('refused')))], { ready: false, waitsFor: 'the database' }],
    ['a part is away without which there is work', [check('signal', () => ({ degraded: 'signal' }))], { ready: true, degraded: ['signal'] }],
  ])('%s', async (_, checks, expected) => {
    expect(await readinessWith(...checks).ask()).toEqual({ ...known, ...expected })
  })

  it('does not wait for a part that says nothing', async () => {
    expect(await readinessWith(check('the log', () => new Promise(() => undefined))).ask()).toMatchObject({ ready: false, waitsFor: 'the log' })
  }, 10_000)

  it('ends with the process, whatever else works', async () => {
    const readiness = readinessWith(check('a', () => ({})))
    readiness.end()
    expect(await readiness.ask()).toMatchObject({ ready: false, waitsFor: 'nothing more: this process ends' })
  })

  it('takes checks that are added later, and logs changes only', async () => {
    const found: Finding = { waitsFor: 'rain' }
    const readiness = readinessWith()
    readiness.add(check('weather', () => found))
    said.length = 0
    for (let probe = 0; probe < 3; probe += 1) await readiness.ask()
    delete found.waitsFor
    for (let probe = 0; probe < 3; probe += 1) expect(await readiness.ask()).toMatchObject({ ready: true })
    expect(said).toEqual([['not ready', { waitsFor: 'rain' }], ['ready', {}]])
  })
})
