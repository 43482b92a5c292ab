import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

interface Target {
  name: string
  stamp: string
  product: string
}

/** The launcher is plain JavaScript, since it runs before anything is installed; this is what it offers. */
interface Ready {
  isOldNode: (version: string) => boolean
  nodeTooOld: (version: string) => string
  arePackagesMissing: (root: string) => boolean
  isBuilt: (root: string, target: Target) => boolean
  noteBuilt: (root: string, target: Target) => void
  stampOf: (root: string, paths: string[]) => string
}

const part = async (name: string): Promise<Partial<Ready>> => await import(new URL(`../../bin/ready/${name}.mjs`, import.meta.url).href) as Partial<Ready>
const { isOldNode, nodeTooOld, arePackagesMissing, isBuilt, noteBuilt, stampOf } = { ...await part('node-version'), ...await part('packages'), ...await part('stamp') } as Ready

describe('a start from a clone', () => {
  let root = ''
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'tl-ready-')) })
  afterEach(async () => { await rm(root, { recursive: true, force: true }) })

  const lock = async (path: string, packages: Record<string, object>): Promise<void> => {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), JSON.stringify({ packages }))
  }

  it.each([['18.20.4', true], ['20.18.3', true], ['20.19.0', false], ['22.3.0', false], ['24.0.0', false]])('takes Node %s for too old: %s', (version, isOld) => {
    expect(isOldNode(version)).toBe(isOld)
  })

  it('says which Node it needs, in both languages', () => {
    expect(nodeTooOld('18.0.0')).toMatch(/Node\.js 18\.0\.0 过旧.*20\.19[^]*18\.0\.0 is too old.*20\.19/)
  })

  it('installs when there are no packages, or others than the lock file names', async () => {
    await lock('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/for-windows': { version: '1.0.0', optional: true }, 'node_modules/ours': { link: true } })
    expect(arePackagesMissing(root)).toBe(true)
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } })
    expect(arePackagesMissing(root)).toBe(true)
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } })
    expect(arePackagesMissing(root)).toBe(false)
  })

  it('builds again when a source changes, not when a test does, and when the product is gone', async () => {
    await mkdir(join(root, 'src'))
    await writeFile(join(root, 'src/a.ts'), '1')
    const target = (): Target => ({ name: 'x', stamp: stampOf(root, ['src']), product: 'out.js' })
    await writeFile(join(root, 'out.js'), '')
    expect(isBuilt(root, target())).toBe(false)
    noteBuilt(root, target())
    await writeFile(join(root, 'src/a.test.ts'), '1')
    expect(isBuilt(root, target())).toBe(true)
    await writeFile(join(root, 'src/a.ts'), '2')
    expect(isBuilt(root, target())).toBe(false)
    noteBuilt(root, target())
    await rm(join(root, 'out.js'))
    expect(isBuilt(root, target())).toBe(false)
  })
})
