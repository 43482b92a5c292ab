import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RulesFolder } from '@tierline/platform/folder/rules-folder'
import type { CityFacts } from './demo-city.ts'

/** Attributes that the rules folder carries as files, printed figures with their citation. */
const ATTRIBUTE_FILES = ['ningguo-2020.csv', 'ningguo-checkpoints-2020.csv'] as const

/** The texts of those files, to be entered as they are. */
export async function attributeFiles(rulesFolder: string): Promise<string[]> {
  return await Promise.all(ATTRIBUTE_FILES.map((name) => readFile(join(rulesFolder, 'attributes', name), 'utf8')))
}

/** The townships of 宁国 with their printed targets, and its check points, out of the rules folder. */
export async function cityFacts(rules: RulesFolder, rulesFolder: string): Promise<CityFacts> {
  const [townships = ''] = await attributeFiles(rulesFolder)
  return {
    townships: townships.trim().split('\n').slice(1).map((line) => line.split(',')).filter(([, name]) => name === 'claim_target').map(([code = '', , value]) => ({ code, target: Number(value) })),
    checkPoints: rules.units.flatMap((file) => file.groups).find((group) => group.id === 'ningguo-checkpoints')?.units ?? [],
  }
}
