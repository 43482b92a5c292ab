import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ROOT } from '../architecture/source.ts'

/** Runs the launcher and gives its exit code, its last line and everything it printed. */
function launch(args: string[], env: Record<string, string>): { code: number | null; last: string | undefined; text: string } {
  const { REQUIRE_ENGINES: _required, TIERLINE_TEST_COUNTS: _counts, ...inherited } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'test/run.mjs'), ...args], { encoding: 'utf8', env: { ...inherited, ...env } })
  return { code: status, last: stdout.trim().split('\n').at(-1), text: stdout + stderr }
}

describe('the test command', () => {
  it('says loudly that a suite did not run', () => {
    const { code, last, text } = launch(['browser'], { CHROMIUM_PATH: '/nowhere/chromium' })
    expect(text).toContain('browser DID NOT RUN: CHROMIUM_PATH names /nowhere/chromium, which is not there')
    expect(last).toBe('1 passed, 0 failed, 1 skipped')
    expect(code).toBe(0)
  })

  it('fails on it where every engine is required', () => {
    const { code, last } = launch(['browser'], { CHROMIUM_PATH: '/nowhere/chromium', REQUIRE_ENGINES: '1' })
    expect(last).toBe('1 passed, 1 failed')
    expect(code).toBe(1)
  })

  it('fails on a real engine that is named and does not answer', () => {
    const { code, text, last } = launch(['engines'], { TIERLINE_TEST_KAFKA: '127.0.0.1:1', REQUIRE_ENGINES: '1' })
    expect(text).toContain('engines DID NOT RUN: TIERLINE_TEST_KAFKA names 127.0.0.1:1, where nothing answers')
    expect(last).toBe('1 passed, 1 failed')
    expect(code).toBe(1)
  })

  it('runs the tests of a folder alone, and those for real engines only in their suite', () => {
    const { code, text } = launch(['unit', 'test/engines'], {})
    expect(text.match(/(?<=PASS ).*\.test\.ts/g)).toEqual(['test/engines/provision.test.ts'])
    expect(code).toBe(0)
  })

  it('names the suites when asked for one that there is not', () => {
    const { code, text } = launch(['bowser'], {})
    expect(text).toContain('There is no suite bowser; name some of lint, types, unit,')
    expect(code).toBe(2)
  })
})
