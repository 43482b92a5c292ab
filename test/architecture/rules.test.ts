import { describe, expect, it } from '@jest/globals'
import { againstDirection, manifestAgainstDirection } from './rules/direction.ts'
import { emptyNames, silencedTests } from './rules/naming.ts'
import { driverSpread, environmentRead, sqlOutsideStore } from './rules/place.ts'
import { impurities } from './rules/purity.ts'
import { crowded, overlong } from './rules/size.ts'
import { nestBeyondSkin, typeInDecoratedConstructor } from './rules/skin.ts'
import { sourceOf } from './source.ts'
import type { Source } from './source.ts'

type Rule = (source: Source) => string[]
type Sample = [rule: Rule, path: string, text: string, says: RegExp]

const BAD: Sample[] = [
  [againstDirection, 'libs/scoring/src/a.ts', `import { z } from '@tierline/contracts/text'`, /may import only nothing of ours/],
  [againstDirection, 'libs/platform/src/a.ts', `import type { X } from '@tierline/scoring'`, /may import only @tierline\/contracts/],
  [againstDirection, 'services/live/src/a.ts', `import { X } from '@tierline/rollup/a'`, /may import only/],
  [againstDirection, 'services/live/src/a.ts', `const x = await import('@tierline/ingest/a')`, /may import only/],
  [againstDirection, 'services/live/src/a.ts', `export * from '../../rollup/src/a.ts'`, /a path out of its package/],
  [againstDirection, 'apps/dashboard/src/A.vue', `<script setup lang="ts">import { x } from '@tierline/platform/a'</script><template/>`, /may import only @tierline\/contracts/],
  [againstDirection, 'services/unheard/src/a.ts', '', /no known package/],
  [impurities, 'libs/scoring/src/a.ts', `import { readFile } from 'node:fs'`, /imports node:fs/],
  [impurities, 'libs/scoring/src/a.ts', `import { Injectable } from '@nestjs/common'`, /imports @nestjs\/common/],
  [impurities, 'libs/contracts/src/a.ts', `import * as z from 'zod'`, /imports zod/],
  [impurities, 'libs/scoring/src/a.ts', 'const a = Date.now()', /uses Date\.now/],
  [impurities, 'libs/scoring/src/a.ts', 'const a = new Date()', /new Date\(\) without/],
  [impurities, 'libs/scoring/src/a.ts', 'const a = Math.random()', /uses Math\.random/],
  [impurities, 'libs/scoring/src/a.ts', 'const a = process.env', /the global process/],
  [impurities, 'libs/contracts/src/a.ts', `console.log('a')`, /the global console/],
  [impurities, 'libs/contracts/src/a.ts', 'const a = import.meta.url', /uses import\.meta/],
  [overlong, 'libs/platform/src/a.ts', '\n'.repeat(401), /401 lines, the limit is 400/],
  [overlong, 'libs/platform/src/a.test.ts', '\n'.repeat(601), /601 lines, the limit is 600/],
  [nestBeyondSkin, 'services/live/src/a.ts', `import { Injectable } from '@nestjs/common'`, /imports @nestjs\/common/],
  [nestBeyondSkin, 'services/live/src/main.ts', '@Injectable() class A {}', /is decorated with @Injectable/],
  [typeInDecoratedConstructor, 'services/live/src/a.controller.ts', `import type { A } from './a.ts'\n@Controller() class C { constructor(a: A) {} }`, /A is injected but imported as a type/],
  [sqlOutsideStore, 'services/live/src/a.ts', 'const q = `select a\n from b where c = $1`', /"select a from b …"/],
  [sqlOutsideStore, 'services/live/src/a.ts', `const q = 'insert into a values (1)'`, /SQL lives in/],
  [environmentRead, 'services/live/src/a.ts', 'const p = process.env.PORT', /reads process\.env/],
  [emptyNames, 'services/live/src/a-helper.ts', '', /its path holds "helper"/],
  [emptyNames, 'services/live/src/common/a.ts', '', /its path holds "common"/],
  [emptyNames, 'services/live/src/a.ts', 'class BoardManager {}', /declares BoardManager/],
  [emptyNames, 'services/live/src/a.ts', 'interface IBoard {}', /I-prefix/],
  [emptyNames, 'services/live/src/index.ts', '', /is a barrel/],
  [silencedTests, 'services/live/src/a.test.ts', `it.skip('a', () => {})`, /it\.skip silences/],
  [silencedTests, 'services/live/src/a.test.ts', `describe.only('a', () => {})`, /describe\.only silences/],
  [silencedTests, 'services/live/src/a.test.ts', `jest.mock('./a.ts')`, /jest\.mock stands in/],
]

const GOOD: [rule: Rule, path: string, text: string][] = [
  [againstDirection, 'services/live/src/a.ts', `import { A } from '@tierline/scoring'\nimport { B } from './b.ts'\nimport fs from 'node:fs'`],
  [againstDirection, 'services/all-in-one/src/a.ts', `import { A } from '@tierline/rollup/rollup.module'`],
  [impurities, 'libs/scoring/src/a.ts', `import Fraction from 'fraction.js'\n// Date.now() would be wrong\nconst at = (process: { env: number }) => new Date(0)\nconst o = { process: 1 }`],
  [impurities, 'libs/scoring/src/a.ts', 'const document = parse(text)\nconst read = document.errors'],
  [impurities, 'libs/scoring/src/a.test.ts', `import { readFile } from 'node:fs'`],
  [overlong, 'libs/platform/src/a.ts', '\n'.repeat(400)],
  [nestBeyondSkin, 'services/live/src/a.gateway.ts', `import { WebSocketGateway } from '@nestjs/websockets'\n@WebSocketGateway() class A {}`],
  [sqlOutsideStore, 'services/live/src/a.ts', `const words = ['select a unit of the list', 'update the board', 'with care']`],
  [sqlOutsideStore, 'services/live/src/a.store.ts', 'const q = `select a from b`'],
  [emptyNames, 'libs/platform/src/database.ts', 'interface Identity { base: number }\nclass Database {}'],
]

describe('each rule of the architecture', () => {
  it.each(BAD)('finds a fault: %p in %s: %j', (rule, path, text, says) => {
    expect(rule(sourceOf(path, text)).join('\n')).toMatch(says)
  })

  it.each(GOOD)('lets good code through: %p in %s: %j', (rule, path, text) => {
    expect(rule(sourceOf(path, text))).toEqual([])
  })

  it('finds a second import of a driver', () => {
    const one = sourceOf('libs/platform/src/a.ts', `import pg from 'pg'`)
    const other = sourceOf('services/live/src/b.ts', `import { Pool } from 'pg'`)
    expect(driverSpread([one])).toEqual([])
    expect(driverSpread([one, other])).toEqual(['pg is imported by libs/platform/src/a.ts, services/live/src/b.ts; one file is the door to it.'])
  })

  it('finds a crowded folder', () => {
    const files = Array.from({ length: 13 }, (_, index) => sourceOf(`libs/platform/src/a/f${index}.ts`, ''))
    expect(crowded(files)).toEqual(['libs/platform/src/a: holds 13 source files, the limit is 12; part it by subject.'])
    expect(crowded(files.slice(1))).toEqual([])
  })

  it('finds a manifest that depends against the direction', () => {
    expect(manifestAgainstDirection('libs/scoring', { dependencies: { '@tierline/contracts': '*', yaml: '1' } })).toHaveLength(1)
    expect(manifestAgainstDirection('services/live', { dependencies: { '@tierline/platform': '*' } })).toEqual([])
  })
})
