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
})
