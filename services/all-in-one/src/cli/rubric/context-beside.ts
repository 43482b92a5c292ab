import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Catalogue } from '@tierline/contracts/catalogue'
import { UnitsFile } from '@tierline/contracts/unit'
import { readCalendars } from '@tierline/scoring'
import type { RubricContext } from '@tierline/scoring'
import { parse } from 'yaml'
import type * as z from 'zod/mini'

/** What lies beside a rubric file, or one folder above it: the event catalogue, the units (of both folders) and the calendars; what is not there is left out. */
export async function contextBeside(file: string): Promise<RubricContext> {
  const folder = dirname(file)
  const home = [folder, dirname(folder)].find((place) => existsSync(join(place, 'catalogue.yaml')))
  if (home === undefined) return {}
  const unitFiles = (await Promise.all([...new Set([home, folder])].map((place) => yamlFiles(join(place, 'units'))))).flat()
  const units = await Promise.all(unitFiles.map((name) => fitted(UnitsFile, name)))
  const calendars = await Promise.all((await yamlFiles(join(home, 'calendars'))).map(async (name) => ({ name, text: await readFile(name, 'utf8') })))
  return {
    catalogue: await fitted(Catalogue, join(home, 'catalogue.yaml')),
    units: units.length > 0 ? { units: units.flatMap((entry) => entry.units), groups: units.flatMap((entry) => entry.groups) } : undefined,
    calendar: readCalendars(calendars),
  }
}

async function yamlFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  return (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(folder, name))
}

async function fitted<T>(schema: z.ZodMiniType<T>, file: string): Promise<T> {
  const read = schema.safeParse(parse(await readFile(file, 'utf8'), { uniqueKeys: true }))
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`)
  throw new Error(`${file} does not fit its schema; mend it first:\n${faults.join('\n')}`)
}
