import { afterEach, describe, expect, it } from '@jest/globals'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { raw } from './database/database.ts'
import { readConfig } from './config.ts'
import { openPlatform } from './open-platform.ts'
import type { Platform } from './platform.ts'

describe('openPlatform', () => {
  const opened: { folder: string; platform: Platform }[] = []
  afterEach(async () => {
    for (const { folder, platform } of opened.splice(0)) {
      await platform.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

  async function newFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tl-'))
    await chmod(folder, 0o755)
    return folder
  }

  async function open(folder: string): Promise<Platform> {
    const platform = await openPlatform(readConfig({ TIERLINE_DATA: folder, TIERLINE_LOG_LEVEL: 'silent' }))
    opened.push({ folder, platform })
    return platform
  }

  it('keeps data and secrets over a clean stop', async () => {
    const folder = await newFolder()
    const first = await open(folder)
    const key = await first.keys.makeFirst()
    expect(await first.keys.makeFirst()).toBeNull()
    await first.close()
    opened.length = 0
    const second = await open(folder)
    expect(second.secrets).toEqual(first.secrets)
    expect((await second.keys.check({ authorization: `Bearer ${key}` }))?.roles).toEqual(new Set(['ingest', 'judge', 'watch', 'issue', 'admin']))
    expect(await second.keys.check({ 'x-api-key': 'tl_wrong' })).toBeNull()
  }, 60_000)

  it('tells a second start on the same folder which process has it', async () => {
    const { config } = await open(await newFolder())
    await expect(openPlatform(config)).rejects.toThrow(`in use by Tierline process ${process.pid}`)
  }, 60_000)

  it('finds units by code and by alias, with pinyin initials', async () => {
    const { directory, db } = await open(await newFolder())
    await db.run(`insert into unit (code, name, name_en, short, initials, pinyin, local) values ('t1', '试点区', 'Trial', '试点', 'sdq', 'shidianqu', true)`)
    await db.run(`insert into unit_alias (alias, unit, reason, added_by, added_at) select '试点', id, 'test', 'test', to_timestamp(0) from unit where code = 't1'`)
    await directory.reload()
    expect(directory.unitByCodeOrAlias('试点')?.code).toBe('t1')
    expect(directory.unitByCodeOrAlias('t1')?.name).toBe('试点区')
    expect(await db.rows(raw<{ n: bigint }>(), 'select count(*) as n from migration')).not.toEqual([{ n: 0n }])
  }, 60_000)
})
