import type { CaseInstant, CaseStateName, MeasureDeclaration } from '../../fact/measure-declaration.ts'
import type { FactRole } from '../../fact/fact.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { FaultList } from '../fault-list.ts'
import type { ContextField, ContextType, RubricContext } from '../rubric-context.ts'
import { checkFilter } from './filter.ts'

/** The duty's own fields, which the clock writes. */
const DUTY: ContextType = {
  case: { kind: 'duty', key: 'report', role: 'opens', due: 'due' },
  fields: { duty: { kind: 'code' }, report: { kind: 'code' }, period: { kind: 'code' }, due: { kind: 'instant' } },
}

/** Every measure counts what the catalogue knows: event types, case kinds, fields of the right kind, filters that something can pass, due times where there are any. */
export function checkCatalogue(rubric: Rubric, faults: FaultList, { catalogue }: RubricContext): void {
  checkDuties(rubric, faults)
  if (!catalogue) return
  for (const [name, { declaration }] of Object.entries(rubric.measures)) {
    if (name.includes('!')) continue
    const path = `measures.${name}`
    const types = 'case' in declaration.of ? casesOf(catalogue.types, declaration.of.case) : eventsOf(catalogue.types, declaration, { path, faults })
    if ('case' in declaration.of && types.length === 0) faults.add(`${path}.of.case`, `"${declaration.of.case}"`, `one of the catalogue's case kinds: ${kindsOf(catalogue.types).join(', ')}`, 'correct its spelling, or add it to catalogue.yaml')
    if (types.length === 0) continue
    const isCase = 'case' in declaration.of
    checkFields(declaration, { types, isCase, path, faults })
    if (isCase) checkLifecycle(declaration, { types, path, faults })
  }
}

interface Where {
  path: string
  faults: FaultList
}
type Typed = Where & { types: readonly ContextType[]; isCase: boolean }

function eventsOf(types: Readonly<Record<string, ContextType>>, { of }: MeasureDeclaration, { path, faults }: Where): ContextType[] {
  return ('event' in of ? [of.event].flat() : []).flatMap((name) => {
    const type = types[name]
    if (!type) faults.add(`${path}.of.event`, `"${name}"`, 'an event type of the catalogue', 'correct its spelling, or add it to catalogue.yaml')
    return type ?? []
  })
}

function casesOf(types: Readonly<Record<string, ContextType>>, kind: string): ContextType[] {
  return [...Object.values(types).filter((type) => type.case?.kind === kind), ...(kind === 'duty' ? [DUTY] : [])]
}

function kindsOf(types: Readonly<Record<string, ContextType>>): string[] {
  return [...new Set(Object.values(types).flatMap((type) => type.case?.kind ?? []))]
}

function checkFields(declaration: MeasureDeclaration, { types, isCase, path, faults }: Typed): void {
  const fieldOf = (name: string, at: string): ContextField | null => {
    const found = types.flatMap((type) => type.fields[name] ?? [])
    const isThere = isCase ? found.length > 0 : found.length === types.length
    if (!isThere) faults.add(at, `the field "${name}"`, `one of ${[...new Set(types.flatMap((type) => Object.keys(type.fields)))].join(', ')}${types.length > 1 && !isCase ? ', in every one of its event types' : ''}`, 'correct its spelling, or add it to catalogue.yaml')
    return found[0] ?? null
  }
  for (const [name, condition] of Object.entries(declaration.where ?? {})) {
    const field = fieldOf(name, `${path}.where.${name}`)
    if (field) checkFilter(field, condition, { path: `${path}.where.${name}`, faults })
  }
  if (declaration.by !== undefined) {
    const field = fieldOf(declaration.by, `${path}.by`)
    if (field && !['code', 'enum', 'list', 'boolean', 'day'].includes(field.kind)) faults.add(`${path}.by`, `"${declaration.by}", a field of the kind ${field.kind}`, 'a code, an enum or a list: keys are told apart by it', 'name another field')
  }
  if (declaration.field === undefined) return
  const field = fieldOf(declaration.field, `${path}.field`)
  const wanted = declaration.aggregate === 'sum' ? 'integer' : 'code'
  if (field && field.kind !== wanted) faults.add(`${path}.field`, `"${declaration.field}", a field of the kind ${field.kind}`, `a field of the kind ${wanted}: aggregate ${declaration.aggregate} asks for it`, 'name another field')
}

/** Which fact of its life a state or an instant of a case asks for. */
const ROLE_OF_STATE: Partial<Record<CaseStateName, FactRole>> = { closed: 'closes', on_time: 'closes', returned: 'returns', reopened: 'reopens', called_back: 'calls_back', accepted: 'accepts', extended: 'extends' }
const ROLE_OF_INSTANT: Record<CaseInstant, FactRole> = { opened: 'opens', assigned: 'assigns', accepted: 'accepts', closed: 'closes', first_closed: 'closes', called_back: 'calls_back' }
const DUE_STATES: ReadonlySet<string> = new Set(['on_time', 'late', 'overdue', 'due_unknown'])

function checkLifecycle(declaration: MeasureDeclaration, { types, path, faults }: Where & { types: readonly ContextType[] }): void {
  const roles = new Set(types.flatMap((type) => type.case?.role ?? []))
  const hasDue = types.some((type) => type.case?.due !== undefined || type.case?.limit !== undefined)
  const states = [declaration.state ?? []].flat()
  const instants = [declaration.at ?? [], declaration.between ?? [], declaration.within?.between ?? []].flat()
  for (const state of states) {
    const role = ROLE_OF_STATE[state]
    if (role && !roles.has(role)) faults.add(`${path}.state`, state, `an event of the catalogue that ${role} this kind of case`, 'correct the state, or add the event type')
    if (DUE_STATES.has(state) && !hasDue) faults.add(`${path}.state`, state, 'a case whose due time or limit the catalogue knows', 'name the field under `case.due` or `case.limit` of its event type')
  }
  for (const instant of instants) {
    if (instant === 'due' ? !hasDue : instant !== 'time' && !roles.has(ROLE_OF_INSTANT[instant])) faults.add(`${path}.at`, instant, instant === 'due' ? 'a case whose due time or limit the catalogue knows' : 'an instant that some event of this kind of case sets', 'name another instant')
  }
}

/** Measures on duties name duties, or their reports, that the rubric declares. */
function checkDuties(rubric: Rubric, faults: FaultList): void {
  const known = { duty: rubric.duties.map(({ id }) => id), report: rubric.duties.map(({ report }) => report) }
  for (const [name, { declaration }] of Object.entries(rubric.measures)) {
    const isDuty = 'case' in declaration.of ? declaration.of.case === 'duty' : [declaration.of.event].flat().some((type) => type.startsWith('report.'))
    if (!isDuty || name.includes('!')) continue
    for (const key of ['duty', 'report'] as const) {
      const condition = declaration.where?.[key]
      const wanted = Array.isArray(condition) ? condition : typeof condition === 'string' ? [condition] : []
      for (const id of wanted.map(String)) if (!known[key].includes(id)) faults.add(`measures.${name}.where.${key}`, `"${id}"`, known[key].length > 0 ? `a duty of the rubric: ${known[key].join(', ')}` : 'a duty of the rubric, but it declares none', 'correct it, or declare it under `duties`')
    }
  }
}

