import { describe, expect, it } from '@jest/globals'
import { parseRubric } from '../../rubric/parse-rubric.ts'
import { SMALL_RUBRIC } from '../../testing/small-rubric.ts'
import { checkRubric } from '../check-rubric.ts'
import type { RubricContext } from '../rubric-context.ts'

const event = { fields: { person: { kind: 'code', personal: true }, place: { kind: 'code' }, text: { kind: 'text' }, many: { kind: 'integer' }, level: { kind: 'enum', values: ['city', 'town'] }, isNew: { kind: 'boolean' } } } as const
const context: RubricContext = {
  catalogue: { types: {
    done: event, good: event, asked: event, used: event, faults: event, extra: event,
    'ticket.opened': { case: { kind: 'ticket', key: 'place', role: 'opens' }, fields: event.fields }, 'ticket.closed': { case: { kind: 'ticket', key: 'place', role: 'closes' }, fields: {} },
  } },
  units: { units: [{ code: '1', name: '甲县', aliases: ['甲'] }, { code: '2', name: '乙县' }, { code: '3', name: '丙县' }], groups: [{ id: 'all', units: ['1', '2'] }, { id: 'other', units: ['3'] }] },
}

const USED = 'of: { event: used }, aggregate: count'
const CASES: [name: string, change: [string, string], path: string, expected: RegExp][] = [
  ['an unknown event type', [USED, 'of: { event: usd }, aggregate: count'], 'measures.used.of.event', /event type of the catalogue/],
  ['an unknown case kind', [USED, 'of: { case: parcel }, aggregate: count'], 'measures.used.of.case', /ticket/],
  ['an unknown field', [USED, `${USED}, where: { colour: red }`], 'measures.used.where.colour', /person, place/],
  ['a value that an enum does not have', [USED, `${USED}, where: { level: province }`], 'measures.used.where.level', /one of city, town/],
  ['a boolean that is neither', [USED, `${USED}, where: { isNew: 'yes' }`], 'measures.used.where.isNew', /true or false/],
  ['a number of text', [USED, `${USED}, where: { text: { at_least: '2' } }`], 'measures.used.where.text', /a number, or a list/],
  ['a personal field compared with a value', [USED, `${USED}, where: { person: anna }`], 'measures.used.where.person', /keyed hash/],
  ['a sum of what is no integer', [USED, 'of: { event: used }, aggregate: sum, field: place'], 'measures.used.field', /kind integer/],
  ['distinct values of what is no code', [USED, 'of: { event: used }, aggregate: distinct, field: many'], 'measures.used.field', /kind code/],
  ['keys by a field that is not there', [USED, `${USED}, by: colour`], 'measures.used.by', /person, place/],
  ['a due time that no event states', [USED, 'of: { case: ticket }, aggregate: count, state: on_time'], 'measures.used.state', /due time or limit/],
  ['a state that no event brings about', [USED, 'of: { case: ticket }, aggregate: count, state: reopened'], 'measures.used.state', /reopens/],
  ['an instant that no event sets', [USED, 'of: { case: ticket }, aggregate: count, at: accepted'], 'measures.used.at', /some event/],
  ['a duty that is not declared', [USED, 'of: { case: duty }, aggregate: count, where: { duty: monthly }'], 'measures.used.where.duty', /declares none/],
  ['an unknown group', ['groups: [all]', 'groups: [al]'], 'groups[0]', /all, other/],
  ['an unknown unit', ["number: '4',", "number: '4', applies_to: { only: [丁] },"], 'indicators[3].applies_to.only[0]', /code, name or alias/],
  ['a unit of another group', ["number: '4',", "number: '4', applies_to: { only: [丙县] },"], 'indicators[3].applies_to.only[0]', /the rubric's groups/],
  ['a rank that nobody in the group can have', ['', ''], 'indicators[2].rule.bands[1].from', /size of the largest group/],
]

describe('checkRubric, with what lies beside a rubric', () => {
  it.each(CASES)('finds %s', (_name, [from, to], path, expected) => {
    expect(SMALL_RUBRIC).toContain(from)
    const read = parseRubric(SMALL_RUBRIC.replace(from, to), 'small.yaml')
    // Without a context the same rubric is whole, but for duties, which the rubric itself declares.
    const faults = 'rubric' in read ? checkRubric(read.rubric, context) : read.faults
    expect(faults).toContainEqual(expect.objectContaining({ path, expected: expect.stringMatching(expected) as unknown }))
  })

  it('takes ranks that nobody has today where units may join', () => {
    const read = parseRubric(SMALL_RUBRIC, 'small.yaml')
    expect('rubric' in read ? checkRubric(read.rubric, { ...context, mayGrow: true }) : read.faults).not.toContainEqual(expect.objectContaining({ path: 'indicators[2].rule.bands[1].from' }))
  })

  it('takes a unit by its alias, and a case whose due time the catalogue knows', () => {
    const types = { ...context.catalogue?.types, 'ticket.opened': { case: { kind: 'ticket', key: 'place', role: 'opens' as const, due: 'due' }, fields: { ...event.fields, due: { kind: 'instant' as const } } } }
    const text = SMALL_RUBRIC.replace("number: '4',", "number: '4', applies_to: { only: [甲] },").replace(USED, 'of: { case: ticket }, aggregate: count, state: on_time').replace(/bands: \[.*?\] \}/, "bands: [{ from: '1', to: '1', points: '20' }, { from: '2', points: '10' }] }")
    const read = parseRubric(text, 'small.yaml')
    expect('rubric' in read ? checkRubric(read.rubric, { ...context, catalogue: { types } }) : read.faults).toEqual([])
  })
})
