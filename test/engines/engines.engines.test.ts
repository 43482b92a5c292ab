import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ROOT } from '../architecture/source.ts'
import { until } from '../support/until.ts'
import { withEngines } from './engines.mjs'
import { leaveNothingBehind, leftOf, mountsUnder, own, place } from './own.ts'
import * as redis from './redis.mjs'

leaveNothingBehind()

describe('the engines of a run', () => {
  it('are the ones that the environment names, when they answer', async () => {
    const engine = await own(redis.start({ folder: place() }))
    const given = process.env['TIERLINE_TEST_REDIS_URL']
    try {
      process.env['TIERLINE_TEST_REDIS_URL'] = engine.url
      expect(await withEngines(['redis'], async (addresses) => await Promise.resolve(addresses))).toEqual({ TIERLINE_TEST_REDIS_URL: engine.url })
      await engine.stop()
      expect(await withEngines(['redis'], async () => await Promise.reject(new Error('not reached')))).toEqual({ reason: expect.stringContaining(`TIERLINE_TEST_REDIS_URL names ${engine.url}, where nothing answers`) })
    } finally {
      if (given === undefined) delete process.env['TIERLINE_TEST_REDIS_URL']
      else process.env['TIERLINE_TEST_REDIS_URL'] = given
    }
  })

  it.each(['returns', 'throws', 'is interrupted', 'is killed'])('leave no process and no mount behind when the work %s', async (how) => {
    const { folder, code } = await serveUntil(how, mkdtempSync(join(tmpdir(), 'tl-engines-')))
    await until('the end of the engines', async () => await Promise.resolve(leftOf(folder).length === 0))
    expect(mountsUnder('/tierline/engines/')).toEqual([])
    // Only a killed run leaves its files, for nobody was there to remove them.
    expect(existsSync(folder)).toBe(how === 'is killed')
    rmSync(join(folder, '..'), { recursive: true })
    expect(code).toBe({ 'returns': 0, 'throws': 1, 'is interrupted': 130, 'is killed': null }[how])
  })
})

/** Runs all three in a process of its own that ends in one of the ways; gives the temporary folder of the run. */
async function serveUntil(how: string, temporary: string): Promise<{ folder: string; code: number | null }> {
  const work = how === 'returns' ? '' : how === 'throws' ? 'throw new Error("on purpose")' : 'await new Promise(() => setInterval(() => undefined, 1000))'
  const script = `import { readdirSync } from 'node:fs'
    import { tmpdir } from 'node:os'
    import { withEngines, ENGINES } from ${JSON.stringify(join(ROOT, 'test/engines/engines.mjs'))}
    const { reason } = (await withEngines(ENGINES, async () => {
      console.log(readdirSync(tmpdir())[0])
      ${work}
    })) ?? {}
    if (reason) console.log(reason)`
  const { TIERLINE_TEST_KAFKA: _kafka, TIERLINE_TEST_TIMESCALE_URL: _timescale, TIERLINE_TEST_REDIS_URL: _redis, ...env } = process.env
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env: { ...env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  await until('the start of the engines', async () => await Promise.resolve(said.includes('\n')), 100)
  expect(said).toMatch(/^tierline-engines-/)
  if (how === 'is interrupted') child.kill('SIGINT')
  if (how === 'is killed') child.kill('SIGKILL')
  return { folder: join(temporary, said.trim()), code: await ended }
}
