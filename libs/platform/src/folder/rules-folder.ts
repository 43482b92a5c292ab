import { readFile, readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Catalogue } from '@tierline/contracts/catalogue'
import { UnitsFile } from '@tierline/contracts/unit'
import { parse } from 'yaml'
import type * as z from 'zod/mini'

/** A text of the rules folder with its name, for errors that say where. */
export interface NamedText {
  name: string
  text: string
}

/** What the folder `rubrics/` holds: parsed where the contract is ours, as text where `libs/scoring` reads it. */
export interface RulesFolder {
  catalogue: Catalogue
  units: UnitsFile[]
  rubrics: NamedText[]
  calendars: NamedText[]
  /** Watches and plans of snapshots; their services read them. */
  watches: NamedText[]
  snapshotPlans: NamedText[]
}

/** Reads the whole rules folder; a file that does not fit its schema is named with every fault. */
export async function readRulesFolder(folder: string): Promise<RulesFolder> {
  const [catalogue] = await texts(folder, (name) => name === 'catalogue.yaml')
  if (!catalogue) throw new Error(`${join(folder, 'catalogue.yaml')}: the event catalogue is missing; TIERLINE_RULES must name a folder that has one.`)
  const units = await texts(join(folder, 'units'), isYaml)
  return {
    catalogue: fit(Catalogue, catalogue),
    units: units.map((file) => fit(UnitsFile, file)),
    rubrics: await texts(folder, (name) => isYaml(name) && name !== 'catalogue.yaml' && !name.endsWith('.test.yaml')),
    calendars: await texts(join(folder, 'calendars'), isYaml),
    watches: await texts(join(folder, 'watches'), isYaml),
    snapshotPlans: await texts(join(folder, 'snapshot-plans'), isYaml),
  }
}

const isYaml = (name: string): boolean => name.endsWith('.yaml')

async function texts(folder: string, wanted: (name: string) => boolean): Promise<NamedText[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter(wanted).sort()
  return await Promise.all(names.map(async (name) => ({ name: join(folder, name), text: await readFile(join(folder, name), 'utf8') })))
}

function fit<T>(schema: z.ZodMiniType<T>, file: NamedText): T {
  const read = schema.safeParse(parse(file.text, { uniqueKeys: true }))
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`)
  throw new Error(`${file.name} does not fit its schema:\n${faults.join('\n')}`)
}
