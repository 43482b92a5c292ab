import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { MAY_IMPORT, againstDirection, manifestAgainstDirection } from './rules/direction.ts'
import { emptyNames, silencedTests } from './rules/naming.ts'
import { ENVIRONMENT_READER, driverSpread, environmentRead, sqlOutsideStore } from './rules/place.ts'
import { impurities } from './rules/purity.ts'
import { crowded, overlong } from './rules/size.ts'
import { nestBeyondSkin, typeInDecoratedConstructor } from './rules/skin.ts'
import { ROOT, readSources } from './source.ts'
import type { Source } from './source.ts'

let sources: Source[] = []

beforeAll(async () => {
  sources = await readSources()
})

const PER_FILE: [string, (source: Source) => string[]][] = [
  ['imports follow the direction contracts ← platform ← services ← all-in-one', againstDirection],
  ['scoring and contracts are pure', impurities],
  ['no file is over its limit of lines', overlong],
  ['Nest stops at the skin', nestBeyondSkin],
  ['no injected class is imported as a type', typeInDecoratedConstructor],
  ['SQL stands only in stores and migrations', sqlOutsideStore],
  [`the environment is read only in ${ENVIRONMENT_READER}`, environmentRead],
  ['names say what a thing is for', emptyNames],
  ['no test is silenced and none of our classes mocked', silencedTests],
]

describe('the workspace', () => {
  it('is read whole', () => {
    const paths = new Set(sources.map(({ path }) => path))
    for (const one of ['libs/contracts/src/event.ts', 'libs/scoring/src/index.ts', 'libs/platform/src/config.ts', 'test/architecture/source.ts']) expect(paths).toContain(one)
  })

  it.each(PER_FILE)('%s', (_, rule) => {
    expect(sources.flatMap(rule)).toEqual([])
  })

  it('has folders that a reader takes in', () => {
    expect(crowded(sources)).toEqual([])
  })

  it('reaches each driver through one file', () => {
    expect(driverSpread(sources)).toEqual([])
  })

  it('declares in its manifests what the direction allows', async () => {
    const parts = ['libs', 'services', 'apps']
    const areas = (await Promise.all(parts.map(async (part) => (await readdir(join(ROOT, part))).map((name) => `${part}/${name}`)))).flat()
    expect(Object.keys(MAY_IMPORT)).toEqual(expect.arrayContaining(areas))
    const manifests = await Promise.all(areas.map(async (area) => manifestAgainstDirection(area, JSON.parse(await readFile(join(ROOT, area, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> })))
    expect(manifests.flat()).toEqual([])
  })
})
