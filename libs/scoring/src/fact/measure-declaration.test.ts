import { describe, expect, it } from '@jest/globals'
import { MeasureDeclaration } from './measure-declaration.ts'
import { measureHash } from './measure-hash.ts'

describe('MeasureDeclaration', () => {
  it.each<[unknown, string]>([
    [{ of: { event: 'a' }, aggregate: 'sum' }, 'field'],
    [{ of: { event: 'a' }, aggregate: 'distinct' }, 'field'],
    [{ of: { event: 'a' }, aggregate: 'count', field: 'x' }, 'field'],
    [{ of: { case: 'a' }, aggregate: 'hours' }, 'between'],
    [{ of: { case: 'a' }, aggregate: 'count', between: ['opened', 'closed'] }, 'between'],
    [{ of: { event: 'a' }, aggregate: 'hours', between: ['opened', 'closed'] }, 'aggregate'],
    [{ of: { event: 'a' }, aggregate: 'count', state: 'open' }, 'state'],
    [{ of: { event: 'a' }, aggregate: 'count', at: 'opened' }, 'at'],
    [{ of: { case: 'a' }, aggregate: 'count', at: 'time' }, 'at'],
    [{ of: { case: 'a' }, aggregate: 'count', state: 'tardy' }, 'state'],
    [{ of: { event: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'], hours: '24' } }, 'within'],
    [{ of: { case: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'], hours: 'soon' } }, 'within'],
    [{ of: { case: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'] } }, 'within'],
    [{ of: { case: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'], hours: '1', minutes: '1' } }, 'within'],
    [{ of: {}, aggregate: 'count' }, 'of'],
    [{ of: { event: 'a' }, aggregate: 'count', extra: 1 }, ''],
  ])('refuses %j at %j', (declaration, path) => {
    const read = MeasureDeclaration.safeParse(declaration)
    expect(read.error?.issues.map((issue) => issue.path.join('.').split('.')[0])).toContain(path)
  })

  it('names every contradiction at once', () => {
    expect(MeasureDeclaration.safeParse({ of: { event: 'a' }, aggregate: 'sum', state: 'open', at: 'due' }).error?.issues.map((issue) => issue.path[0])).toEqual(['field', 'state', 'at'])
  })
})

describe('measureHash', () => {
  const base: MeasureDeclaration = { of: { event: ['b', 'a'] }, aggregate: 'count', where: { x: ['2', '1'], y: true } }

  it('is the same for the same meaning', () => {
    const same: MeasureDeclaration[] = [
      { aggregate: 'count', where: { y: 'true', x: [1, 2] }, of: { event: ['a', 'b', 'a'] } },
      { ...base, at: 'time' },
    ]
    expect(new Set([base, ...same].map(measureHash)).size).toBe(1)
    const within = (span: { hours?: string; minutes?: string }): string => measureHash({ of: { case: 't' }, aggregate: 'count', within: { between: ['opened', 'accepted'], ...span } })
    expect(within({ minutes: '90' })).toBe(within({ hours: '1.5' }))
    expect(measureHash({ of: { case: 't' }, aggregate: 'count', state: 'any', at: 'opened' })).toBe(measureHash({ of: { case: 't' }, aggregate: 'count' }))
  })

  it('differs with every difference of meaning', () => {
    const others: MeasureDeclaration[] = [
      base, { ...base, by: 'x' }, { ...base, where: { x: '1' } }, { ...base, where: { x: { at_least: 1 } } }, { ...base, where: { x: { at_most: 1 } } }, { ...base, where: { x: { present: true } } },
      { ...base, of: { event: 'a' } }, { of: { case: 'a' }, aggregate: 'count' }, { of: { case: 'a' }, aggregate: 'count', at: 'closed' }, { of: { case: 'a' }, aggregate: 'count', state: 'open' },
      { of: { case: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'], hours: '24' } }, { of: { case: 'a' }, aggregate: 'count', within: { between: ['opened', 'accepted'], hours: 2 } },
      { ...base, aggregate: 'sum', field: 'x' }, { ...base, aggregate: 'distinct', field: 'x' }, { of: { case: 'a' }, aggregate: 'hours', between: ['opened', 'closed'] }, { of: { case: 'a' }, aggregate: 'hours', between: ['assigned', 'closed'] },
    ]
    expect(new Set(others.map(measureHash)).size).toBe(others.length)
  })

  it('does not change from one release to the next', () => {
    expect(measureHash(base)).toBe('457a31f08ba70c276560ec5cb3651035')
  })
})
