import { parseDay } from '../../period/shanghai.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { placedLeaves } from '../../rubric/tree.ts'
import type { FaultList } from '../fault-list.ts'

/** Every citation names a source of the rubric, and a day that it prints exists. */
export function checkCitations(rubric: Rubric, faults: FaultList): void {
  const sources = rubric.sources.map((source) => source.id)
  const cites = [
    ...placedLeaves(rubric.indicators).map(({ indicator, path }) => ({ cite: indicator.cite, path: `${path}.cite` })),
    ...(rubric.vetoes ?? []).map(({ cite }, at) => ({ cite, path: `vetoes[${at}].cite` })),
    ...(rubric.conversion ? [{ cite: rubric.conversion.cite, path: 'conversion.cite' }] : []),
    ...Object.entries(rubric.parameters ?? {}).flatMap(([name, { dated }]) => dated.flatMap(({ cite }, at) => (cite ? [{ cite, path: `parameters.${name}.dated[${at}].cite` }] : []))),
  ]
  for (const { cite, path } of cites) {
    if (!sources.includes(cite.source)) faults.add(`${path}.source`, `"${cite.source}"`, `one of the sources: ${sources.join(', ')}`, 'name a source, or add it under `sources`')
    checkDays(cite.clause, `${path}.clause`, faults)
  }
  for (const [at, { where }] of (rubric.discrepancies ?? []).entries()) checkDays(where, `discrepancies[${at}].where`, faults)
  for (const [at, { number = '', document }] of rubric.sources.entries()) {
    checkDays(number, `sources[${at}].number`, faults)
    checkDays(document.zh, `sources[${at}].document.zh`, faults)
  }
}

/** Days that a text prints as 2021-02-30 or 2021年2月30日. */
function checkDays(text: string, path: string, faults: FaultList): void {
  for (const [found, year = '', month = '', day = ''] of text.matchAll(/(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?/g)) {
    if (parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) === null) faults.add(path, found, 'a day that exists', 'correct it')
  }
}
