import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ROOT } from '../architecture/source.ts'

let cache = ''
beforeEach(() => { cache = mkdtempSync(join(tmpdir(), 'tl-cache-')) })
afterEach(() => rmSync(cache, { recursive: true, force: true }))

/** What a piece of a script says in a process of its own, with a cache of its own. */
function say(script: string, env: Record<string, string> = {}): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: join(ROOT, 'test/engines'), encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache, ...env } })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const parts = (): string[] => readdirSync(join(cache, 'tierline/engines'))

describe('the parts of the engines', () => {
  it('are made once and then found', () => {
    const make = `import { writeFileSync } from 'node:fs'; import { madeOnce } from './run/cache.mjs'
      let made = 0
      const once = () => madeOnce('thing-1', async (draft) => { made += 1; writeFileSync(draft + '/part', ''); return '' })
      console.log(JSON.stringify([await once(), await once(), made]))`
    const folder = join(cache, 'tierline/engines/thing-1')
    expect(say(make)).toEqual([{ folder }, { folder }, 1])
    expect(say(make)).toEqual([{ folder }, { folder }, 0])
    expect(existsSync(join(folder, 'part'))).toBe(true)
  })

  it('are never taken half-made, and two who make them at once do not mind', () => {
    expect(say(`import { writeFileSync } from 'node:fs'; import { madeOnce } from './run/cache.mjs'
      const fails = await madeOnce('thing-1', async (draft) => { writeFileSync(draft + '/half', ''); return 'the line is down' })
      const throws = await madeOnce('thing-1', async () => { throw new Error('broken') }).catch((error) => error.message)
      const both = await Promise.all([1, 2].map((n) => madeOnce('thing-1', async (draft) => { writeFileSync(draft + '/whole', ''); return '' })))
      console.log(JSON.stringify([fails, throws, ...both]))`)).toEqual([{ reason: 'the line is down' }, 'broken', ...Array<unknown>(2).fill({ folder: join(cache, 'tierline/engines/thing-1') })])
    expect(parts()).toEqual(['thing-1'])
    expect(readdirSync(join(cache, 'tierline/engines/thing-1'))).toEqual(['whole'])
  })

  it.each([
    ['kafka', /^no Kafka: no Docker engine answers, and default-jre-headless cannot be installed: this is not Debian with root rights .*Set TIERLINE_TEST_KAFKA/],
    ['timescale', /^no TimescaleDB: no Docker engine answers, and this is not Debian with root rights .*Set TIERLINE_TEST_TIMESCALE_URL/],
    ['redis', /^no Redis: no Docker engine answers, no redis-server is on the PATH, and redis-tools cannot be installed: this is not Debian with root rights .*Set TIERLINE_TEST_REDIS_URL/],
  ])('that cannot be had are missed with what was tried: %s', (name, reason) => {
    // A machine without any program: not even a shell is found.
    const script = `import { withEngines } from './engines.mjs'; console.log(JSON.stringify(await withEngines(['${name}'], async () => 'never')))`
    expect(say(script, { PATH: '/nowhere', TIERLINE_TEST_KAFKA: '', TIERLINE_TEST_TIMESCALE_URL: '', TIERLINE_TEST_REDIS_URL: '' })).toEqual({ reason: expect.stringMatching(reason) })
  })

  it('are not waited for longer than their time', () => {
    expect(say(`import { run } from './run/command.mjs'; console.log(JSON.stringify(await run(['sh', '-c', 'echo on the way; sleep 60'], { seconds: 1 })))`))
      .toMatchObject({ isDone: false, reason: expect.stringMatching(/did not end within 1 s and was killed; its last words: on the way$/) })
  })
})
