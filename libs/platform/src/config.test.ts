import { describe, expect, it } from '@jest/globals'
import { readConfig } from './config.ts'

describe('readConfig', () => {
  it('listens on loopback and keeps every identity unless told otherwise', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4620, databaseUrl: null, identityHorizonMs: null, shape: 'embedded' })
  })

  it('reads numbers and days', () => {
    expect(readConfig({ TIERLINE_PORT: '0', TIERLINE_IDENTITY_HORIZON_DAYS: '400' })).toMatchObject({ port: 0, identityHorizonMs: 400 * 86_400_000 })
  })

  it('names every fault at once, with what was found', () => {
    const faulty = (): unknown => readConfig({ TIERLINE_PORT: '70000', TIERLINE_LOG_LEVEL: 'loud' })
    expect(faulty).toThrow(/TIERLINE_PORT = 70000/)
    expect(faulty).toThrow(/TIERLINE_LOG_LEVEL = loud/)
  })

  it('reads which topics of other systems there are and what each may send', () => {
    const shape = { TIERLINE_SHAPE: 'distributed', TIERLINE_DATABASE_URL: 'postgres://x', TIERLINE_KAFKA_BROKERS: 'x:9092', TIERLINE_REDIS_URL: 'redis://x', TIERLINE_SECRETS: 'x' }
    expect(readConfig(shape).distributed?.inlets).toEqual([{ topic: 'events.in', sources: null, types: null, units: null }])
    expect(readConfig({ ...shape, TIERLINE_KAFKA_IN: '{"a":{"sources":["s"]},"b":{"types":[],"units":["u"]}}' }).distributed?.inlets).toEqual([
      { topic: 'a', sources: new Set(['s']), types: null, units: null }, { topic: 'b', sources: null, types: new Set(), units: new Set(['u']) },
    ])
    expect(readConfig({ ...shape, TIERLINE_KAFKA_IN: '{}' }).distributed?.inlets).toEqual([])
    for (const bad of ['events.in', '[]', '{"a":{"source":["s"]}}', '{"a b":{}}']) expect(() => readConfig({ ...shape, TIERLINE_KAFKA_IN: bad })).toThrow(/TIERLINE_KAFKA_IN.* = /)
  })
})
