import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { AppProcess, endOrphan } from '../../support/app-process.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { SHIPPED_RULES } from '../../support/rules.ts'

describe('the embedded PostgreSQL', () => {
  let folder = ''
  let app: AppProcess | null = null
  afterEach(async () => {
    await app?.stop()
    await endOrphan(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('takes Tierline with it when it dies, with a sentence and code 1, and the next start goes on from what was kept', async () => {
    folder = await dataFolder()
    app = await AppProcess.start(folder, { TIERLINE_RULES: SHIPPED_RULES })
    const key = app.firstKey
    const [postmaster] = (await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(postmaster), 'SIGKILL')
    expect(await app.ended()).toBe(1)
    expect(app.text).toMatch(/the embedded PostgreSQL ended by itself \(SIGKILL\), expected it to run as long as Tierline\. .*start Tierline again/)
    app = await AppProcess.start(folder, { TIERLINE_RULES: SHIPPED_RULES })
    const quarantine = await fetch(`${app.url}/v1/quarantine`, { headers: { authorization: `Bearer ${key ?? ''}` } })
    expect(quarantine.status).toBe(200)
  }, 120_000)
})
