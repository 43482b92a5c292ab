import { describe, expect, it } from '@jest/globals'
import { fetchPart } from './fetch-part.ts'

/** A fetch that answers with what stands there, one after the other. */
function answering(...answers: (string | Error)[]) {
  let calls = 0
  return { load: () => { const answer = answers[calls++]; return answer instanceof Error || answer === undefined ? Promise.reject(answer ?? new Error('asked too often')) : Promise.resolve(answer) }, calls: () => calls }
}
const away = new Error('Failed to fetch dynamically imported module')

describe('a part of the dashboard that is fetched when it is needed', () => {
  it('is fetched once where that succeeds, without asking whether the server is there', async () => {
    const { load, calls } = answering('part')
    expect(await fetchPart(load, { isServerThere: () => Promise.reject(new Error('asked')) })).toBe('part')
    expect(calls()).toBe(1)
  })

  it('is waited for while the connection is away', async () => {
    const { load, calls } = answering(away, away, away, 'part')
    expect(await fetchPart(load, { isServerThere: () => Promise.resolve(false), pauseMs: 1 })).toBe('part')
    expect(calls()).toBe(4)
  })

  it('is tried once more where the connection came back meanwhile', async () => {
    const { load, calls } = answering(away, 'part')
    expect(await fetchPart(load, { isServerThere: () => Promise.resolve(true) })).toBe('part')
    expect(calls()).toBe(2)
  })

  it('fails where the server is there and does not have it', async () => {
    const { load, calls } = answering(away, away, 'never asked for')
    await expect(fetchPart(load, { isServerThere: () => Promise.resolve(true) })).rejects.toBe(away)
    expect(calls()).toBe(2)
  })
})
