import { SnapshotPlanFile } from '@tierline/contracts/snapshot/plan'
import type { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import type { Fault } from '@tierline/contracts/problem'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import type { Rubric } from '@tierline/scoring'
import { parseDocument } from 'yaml'
import { scheduleFault } from './schedule.ts'

/** A plan of a file with who declared it. */
export interface FiledPlan {
  body: SnapshotPlanBody
  by: string
  on: string
  file: string
}

/** Reads the plans of every file; where one has a fault, all faults of all files instead. */
export function readPlanFiles(texts: readonly NamedText[]): { plans: FiledPlan[] } | { faults: Fault[] } {
  const read = texts.map(readPlanFile)
  const plans = read.flatMap((file) => ('plans' in file ? file.plans : []))
  const faults = [...read.flatMap((file) => ('faults' in file ? file.faults : [])), ...doubled(plans)]
  return faults.length > 0 ? { faults } : { plans }
}

function readPlanFile({ name, text }: NamedText): { plans: FiledPlan[] } | { faults: Fault[] } {
  const document = parseDocument(text, { uniqueKeys: true })
  const broken = document.errors.map(({ message, linePos }): Fault => ({
    path: `${name}: line ${linePos?.[0].line ?? 1}`, found: message.split('\n')[0] ?? message, expected: 'YAML that can be read', mend: 'Correct the line; keys must be unique and indented by spaces.',
  }))
  if (broken.length > 0) return { faults: broken }
  const data = document.toJS() as unknown
  const file = SnapshotPlanFile.safeParse(data)
  if (!file.success) {
    return { faults: file.error.issues.map(({ path, message }) => ({ path: `${name}: ${pathText(path)}`, found: quoted(valueAt(data, path)), expected: message.replace(/^Invalid input: expected /, ''), mend: 'Mend it as docs and the contract have it.' })) }
  }
  const faults = file.data.plans.flatMap((plan, at) => bodyFaults(plan).map((fault) => ({ ...fault, path: `${name}: plans[${at}].${fault.path}` })))
  return faults.length > 0 ? { faults } : { plans: file.data.plans.map((body) => ({ body, by: file.data.by, on: file.data.on, file: name })) }
}

/** What the schema cannot see of one plan. */
export function bodyFaults({ schedule, bulletin: { praise, name } }: SnapshotPlanBody): Fault[] {
  const wrong = scheduleFault(schedule)
  const faults: Fault[] = wrong === null ? [] : [{ path: 'schedule', found: `"${schedule}" (${wrong})`, expected: 'five or six cron fields, like 0 9 5 * * (09:00 on the 5th of each month)', mend: 'Write minute, hour, day, month, weekday; a sixth field before them is the second.' }]
  if (praise && name && Number(name.score) > Number(praise.score)) {
    faults.push({ path: 'bulletin.name.score', found: name.score, expected: `at most the line of praise, ${praise.score}`, mend: 'A unit cannot be praised and named at once: lower it.' })
  }
  return faults
}

/** What a plan is checked against. */
export interface PlanRules {
  rubrics: readonly Rubric[]
  hasGroup: (id: string) => boolean
}

/** What does not fit the rubrics that are there. */
export function placeFaults({ rubric, group, period }: SnapshotPlanBody, { rubrics, hasGroup }: PlanRules): Fault[] {
  const versions = rubrics.filter(({ id }) => id === rubric)
  if (versions.length === 0) return [{ path: 'rubric', found: quoted(rubric), expected: `one of ${[...new Set(rubrics.map(({ id }) => id))].join(', ') || 'the rubrics, of which none is loaded'}`, mend: 'Correct its spelling.' }]
  const groups = [...new Set(versions.flatMap((version) => version.groups))]
  const kinds = [...new Set(versions.flatMap(({ periods }) => [periods.official, ...(periods.also ?? [])]))]
  const faults: Fault[] = []
  if (!groups.includes(group) || !hasGroup(group)) faults.push({ path: 'group', found: quoted(group), expected: `a group of the rubric (${groups.join(', ')})`, mend: 'Correct its spelling.' })
  if (!kinds.includes(period)) faults.push({ path: 'period', found: quoted(period), expected: `a kind of period that the rubric has (${kinds.join(', ')})`, mend: 'Choose one of them, or add it to periods.also of the rubric.' })
  return faults
}

function doubled(plans: readonly FiledPlan[]): Fault[] {
  return plans.flatMap(({ body, file }, at) => {
    const first = plans.findIndex((other) => other.body.id === body.id)
    return first === at ? [] : [{ path: `${file}: plans`, found: `the plan ${body.id} a second time (first in ${plans[first]?.file ?? file})`, expected: 'each id once', mend: 'Rename or remove one of the two.' }]
  })
}

const pathText = (path: readonly PropertyKey[]): string => path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)), '') || '(top)'

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined), data)
}

function quoted(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
