import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from '@jest/globals'
import { readRulesFolder } from './rules-folder.ts'

const SHIPPED = fileURLToPath(new URL('../../../../rubrics', import.meta.url))
const folders: string[] = []
afterEach(async () => { for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true }) })

async function folderWith(units: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-rules-'))
  folders.push(folder)
  await mkdir(join(folder, 'units'))
  await cp(join(SHIPPED, 'catalogue.yaml'), join(folder, 'catalogue.yaml'))
  await writeFile(join(folder, 'units', 'towns.yaml'), units)
  return folder
}

describe('readRulesFolder', () => {
  it('reads what is shipped', async () => {
    const { units, rubrics, calendars } = await readRulesFolder(SHIPPED)
    expect([units.length, rubrics.length, calendars.length].every((n) => n > 0)).toBe(true)
  })

  it('names the file and the line of a code that two units have', async () => {
    const folder = await folderWith('units:\n  - { code: a, name: 甲镇 }\n  - { code: b, name: 乙镇 }\n  - { code: a, name: 丙镇 }\ngroups: []\n')
    await expect(readRulesFolder(folder)).rejects.toThrow(/towns\.yaml does not fit its schema:\n {2}units\.2\.code: found a a second time, expected each code once; remove one of the two/)
  })

  it('says which folder has no catalogue', async () => {
    const folder = await folderWith('units: []\ngroups: []\n')
    await rm(join(folder, 'catalogue.yaml'))
    await expect(readRulesFolder(folder)).rejects.toThrow('catalogue.yaml: the event catalogue is missing')
  })
})
