import { describe, expect, it } from '@jest/globals'
import { parseView, viewQuery } from './view-url.ts'

describe('the view in the address', () => {
  it('is empty for the plain board', () => {
    expect(viewQuery(parseView({}), {})).toEqual({})
  })
  it.each([
    [{ sort: 'gap.desc' }], [{ sort: 'sample' }], [{ order: 'official' }], [{ by: 'on_time' }], [{ tier: 'good,fair' }], [{ only: 'moved,small' }], [{ unit: '341571' }],
    [{ unit: '341571', leaf: '13.1' }], [{ at: '2021-10-01T00:00:00+08:00' }], [{ at: '2021-10-01T00:00:00+08:00', reading: 'corrected' }], [{ under: 'partial:whole,callers:no' }], [{ kiosk: '1', carousel: '15s' }], [{ calm: '0' }],
  ])('survives there and back: %j', (query) => {
    expect(viewQuery(parseView(query), {})).toEqual(query)
  })
  it('keeps what belongs to others', () => {
    expect(viewQuery(parseView({ theme: 'dark', sort: 'gap' }), { theme: 'dark', sort: 'gap', lang: 'en' })).toEqual({ theme: 'dark', lang: 'en', sort: 'gap' })
  })
  it.each([
    [{ sort: 'nonsense' }, { sort: 'rank' }], [{ only: 'moved,nonsense' }, { traits: ['moved'] }], [{ carousel: '1' }, { carouselSeconds: 5 }], [{ carousel: 'fast' }, { carouselSeconds: null }],
    [{ carousel: '30' }, { carouselSeconds: 30 }], [{ unit: ['a', 'b'] }, { unit: 'a' }], [{ reading: 'x' }, { reading: 'known' }], [{ tier: ',,' }, { tiers: [] }],
  ])('reads %j with care', (query, view) => {
    expect(parseView(query)).toMatchObject(view)
  })
  it('drops the leaf with its unit', () => {
    expect(viewQuery({ ...parseView({ unit: 'a', leaf: '1' }), unit: null }, {})).toEqual({})
  })
})
