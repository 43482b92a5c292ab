import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Catalogue } from '@tierline/contracts/catalogue'
import type { CatalogueField } from '@tierline/contracts/catalogue'
import fc from 'fast-check'
import { parse } from 'yaml'
import { dataSchema } from './catalogue-schema.ts'
import { compileCatalogue, dataFaults } from './compile-catalogue.ts'

const shipped = Catalogue.parse(parse(readFileSync(new URL('../../../../rubrics/catalogue.yaml', import.meta.url), 'utf8')))
const title = { zh: '甲', en: 'A' }

/** Every kind with every limit, beside the shipped types. */
const trial = Catalogue.parse({ version: 't', types: { 'trial.done': { title, fields: {
  text: { kind: 'text', title, maxChars: 5 }, code: { kind: 'code', title, maxChars: 6, required: true }, integer: { kind: 'integer', title, min: -1, max: 3 },
  free_integer: { kind: 'integer', title }, decimal: { kind: 'decimal', title, min: 0.5, max: 2 }, free_decimal: { kind: 'decimal', title }, boolean: { kind: 'boolean', title, required: true },
  instant: { kind: 'instant', title }, day: { kind: 'day', title }, enum: { kind: 'enum', title, values: ['one', 'two'] }, list: { kind: 'list', title }, chosen: { kind: 'list', title, values: ['a', 'b'] },
} } } })

describe('the compiled checks', () => {
  it.each([...Object.keys(shipped.types), 'trial.done'])('mean the same as the schema: %s', (name) => {
    const catalogue = name === 'trial.done' ? trial : shipped
    const declared = catalogue.types[name]
    const compiled = compileCatalogue(catalogue).get(name)
    if (!declared || !compiled) throw new Error(`${name} is missing`)
    const schema = dataSchema(declared)
    const isLarge = name === 'trial.done'
    fc.assert(fc.property(anyData(declared.fields), (data) => {
      expect(dataFaults(compiled, data) === null).toBe(schema.safeParse(data).success)
    }), { numRuns: isLarge ? 5_000 : 300 })
  })

  it('names each fault once, with its field', () => {
    const type = compileCatalogue(trial).get('trial.done')
    if (!type) throw new Error('trial.done is missing')
    const faults = dataFaults(type, { boolean: 'yes', text: '', extra: 1, list: null })
    expect(faults?.map(({ code, name }) => `${code} ${name}`)).toEqual(['wrong_field boolean', 'missing_field code', 'wrong_field text', 'unknown_field extra'])
  })
})

describe('the shipped catalogue', () => {
  it('has every type of the spine', () => {
    expect(Object.keys(shipped.types)).toEqual(expect.arrayContaining([
      'appeal.handled', 'appeal.submitted', 'article.published', 'checkin.recorded', 'checkpoint.built', 'checkpoint.disabled', 'checkpoint.enabled', 'claim.handled', 'claim.submitted',
      'code.claimed', 'code.shown', 'code.verified', 'facility.enabled', 'incident.recorded', 'inspection.conducted', 'inspection.sampled', 'item.enabled', 'purchase.registered',
      'report.faulted', 'report.filed', 'scenario.completed', 'service.handled', 'survey.answered', 'ticket.accepted', 'ticket.assigned', 'ticket.called_back', 'ticket.closed', 'ticket.extended',
      'ticket.opened', 'ticket.reopened', 'ticket.returned', 'visit.recorded',
      'assist.answered', 'assist.requested', 'callback.answered', 'cannotdo.accepted', 'cannotdo.reported', 'counter.served', 'help.answered', 'help.closed', 'help.requested', 'map.changed', 'map.updated',
      'precheck.completed', 'precheck.submitted', 'rating.given', 'rectification.done', 'rectification.ordered', 'reply.asked', 'reply.given', 'service.accepted', 'service.applied', 'service.completed', 'service.returned',
    ]))
  })

  it('marks every person', () => {
    const marked = Object.entries(shipped.types).flatMap(([name, type]) => Object.entries(type.fields).filter(([, field]) => field.personal).map(([field]) => `${name} ${field}`))
    expect(marked).toEqual([
      'code.claimed person', 'code.claimed code', 'code.shown person', 'code.verified person', 'ticket.opened caller', 'appeal.submitted person', 'claim.submitted person', 'service.handled person',
      'visit.recorded person', 'checkin.recorded person', 'purchase.registered person', 'survey.answered respondent',
      'service.applied person', 'help.requested person', 'rating.given person', 'cannotdo.reported person', 'benefit.delivered beneficiary', 'platform.activated user',
    ])
    const unmarked = Object.values(shipped.types).flatMap((type) => Object.entries(type.fields)).filter(([name, field]) => /person|caller|respondent|beneficiary|user/.test(name) && !field.personal)
    expect(unmarked).toEqual([])
  })

  it('is refused with every fault at once', () => {
    const broken = Catalogue.parse({ version: '1', types: {
      Bad: { title, fields: { Name: { kind: 'code', title }, n: { kind: 'integer', title, personal: true, min: 5, max: 1 }, e: { kind: 'enum', title }, t: { kind: 'text', title, min: 1, maxChars: 0 } }, count: 'n', case: { kind: 'k', key: ['e', 'gone'], role: 'opens', due: 't', limit: 'gone' } },
      'a.b': { title, fields: { x: { kind: 'boolean', title, values: ['a', 'a'], maxChars: 3 }, p: { kind: 'code', title, personal: true, required: true } }, count: 'x', case: { kind: 'k', key: 'p', role: 'opens' } },
    } })
    expect(() => compileCatalogue(broken)).toThrow([
      'The event catalogue cannot be used; mend catalogue.yaml:',
      '  types.Bad: found a name that is not like thing.happened; use lower case letters, digits, _ and one dot at least.',
      '  types.Bad.fields.Name: found the name "Name"; use lower case letters, digits and _.',
      '  types.Bad.fields.n.personal: found it on a field of kind integer; only text and code can be hashed.',
      '  types.Bad.fields.n: found min 5 above max 1.',
      '  types.Bad.fields.e.values: found none; an enum lists its values.',
      '  types.Bad.fields.t: found min or max on kind text; only integer and decimal have bounds.',
      '  types.Bad.fields.t.maxChars: found 0, expected 1 to 10000.',
      '  types.Bad.case.key: found "e", which is not required; without it the case has no name.',
      '  types.Bad.case.key: found "gone", which is no field of this type.',
      '  types.Bad.case.due: found "t"; it must name a field of this type of kind instant.',
      '  types.Bad.case.limit: found "gone"; it must name a field of this type of kind integer.',
      '  types.a.b.fields.x.values: found them on kind boolean; only enum and list have values.',
      '  types.a.b.fields.x.values: found a value twice; list each once.',
      '  types.a.b.fields.x.maxChars: found it on kind boolean; only text, code and list have it.',
      '  types.a.b.count: found "x"; it must name an integer field of this type with min: 1.',
      '  types.a.b.case.key: found "p", which is personal; a case is not named after a person.',
    ].join('\n'))
  })
})

/** Data near what the fields take: right values, values at the limits, values of other kinds, absent and unknown fields. */
function anyData(fields: Record<string, CatalogueField>): fc.Arbitrary<Record<string, unknown>> {
  const shape = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fc.oneof({ weight: 8, arbitrary: fitting(field) }, { weight: 1, arbitrary: anything })]))
  return fc.tuple(fc.record(shape, { requiredKeys: Object.keys(fields).filter((_name, index) => index % 2 === 0), noNullPrototype: true }), fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ extra: 1 }, { extra: null }, { constructor: 1 }) }))
    .map(([known, extra]) => ({ ...known, ...extra }))
}

const anything = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom<unknown>('', ' ', 'x', 'a\tb', '\u0000', ' x', '１', 0, -0, 1.5, 2 ** 53, 1e-7, '1e5', '01', '-0.50', '1.'))

function fitting(field: CatalogueField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text': case 'code': return fc.oneof(fc.string({ minLength: 1, maxLength: (field.maxChars ?? 128) + 1 }), fc.stringMatching(/^[A-Za-z0-9名 -]{1,7}$/))
    case 'integer': return fc.integer({ min: (field.min ?? 0) - 1, max: (field.max ?? 5) + 1 })
    case 'decimal': return fc.oneof(fc.double(), fc.integer({ min: -1, max: 3 }), fc.stringMatching(/^-?\d{1,3}(\.\d{1,3})?$/), fc.constantFrom(0.5, 0.1 + 0.2, '0.5', '2.00', '2.01', 1e21, 123456789012345.7))
    case 'boolean': return fc.boolean()
    case 'instant': return fc.oneof(fc.date({ noInvalidDate: true, min: new Date('1999-12-30T00:00:00Z'), max: new Date('2100-01-02T00:00:00Z') }).map((date) => date.toISOString()), fc.constantFrom('2021-10-01T00:00:00+08:00', '2021-10-01', '2000-01-01T00:00:00+08:00', '2099-12-31T23:59:59Z'))
    case 'day': return fc.constantFrom('2021-10-01', '2021-02-29', '2024-02-29', '1999-12-31', '2099-12-31', '2100-01-01', '2021-1-1', '2021-10-01T00:00:00Z')
    case 'enum': return fc.constantFrom(...(field.values ?? []), 'other?')
    case 'list': return fc.array(fc.oneof(fc.constantFrom('a', 'b', ...(field.values ?? [])), { weight: 1, arbitrary: anything }), { maxLength: 52 })
  }
}
