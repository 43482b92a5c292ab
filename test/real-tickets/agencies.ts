import { readFile } from 'node:fs/promises'

/** What was computed of the tickets apart from Tierline. */
export interface ExpectedFigures {
  rows: number
  closed: number
  negative_duration: number
  mean_hours: number | null
  due_and_closed: number
  on_time: number
  on_time_rate: number | null
}

export interface ExpectedFile {
  all: ExpectedFigures
  by_agency: Record<string, ExpectedFigures>
  negative_rows: string[]
}

/** The figures that were computed apart. */
export const readExpected = async (): Promise<ExpectedFile> => JSON.parse(await readFile(new URL('expected.json', import.meta.url), 'utf8')) as ExpectedFile

/** The units file of the agencies that have tickets. */
export async function agenciesFile(): Promise<string> {
  const codes = Object.keys((await readExpected()).by_agency)
  const units = codes.map((code) => `  - { code: '${code}', name: '${code}', nameEn: '${code}', local: true }`).join('\n')
  return `units:\n${units}\ngroups:\n  - { id: agencies, title: { zh: 机构, en: Agencies }, units: [${codes.map((code) => `'${code}'`).join(', ')}] }\n`
}
