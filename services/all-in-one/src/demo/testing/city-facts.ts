import { fileURLToPath } from 'node:url'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { cityFacts } from '../city/city-facts.ts'
import type { CityFacts } from '../city/demo-city.ts'

/** The folder of rubrics of this checkout. */
export const RULES = fileURLToPath(new URL('../../../../../rubrics', import.meta.url))

/** The demo city's facts as a start reads them. */
export async function testCityFacts(): Promise<CityFacts> {
  return await cityFacts(await readRulesFolder(RULES), RULES)
}
