import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { effectScope, nextTick, ref } from 'vue'
import { eventsPath } from './events-path.ts'
import { useFetched } from './use-fetched.ts'

/** A source of answers that are given by hand, in any order. */
function handFed() {
  const asked: { key: string; signal: AbortSignal; answer: (text: string) => void; fail: (reason: unknown) => void }[] = []
  const fetchOne = (key: string, signal: AbortSignal) => new Promise<string>((answer, fail) => { asked.push({ key, signal, answer, fail }) })
  return { asked, fetchOne }
}
const settled = async () => { await Promise.resolve(); await Promise.resolve(); await nextTick() }

describe('useFetched', () => {
  beforeEach(() => { jest.useFakeTimers() })
  afterEach(() => { jest.useRealTimers() })

  it('drops an answer that a newer question has overtaken', async () => {
    const key = ref<string | null>('a')
    const { asked, fetchOne } = handFed()
    const scope = effectScope()
    const fetched = scope.run(() => useFetched(() => key.value, fetchOne))
    key.value = 'b'
    await nextTick()
    asked[1]?.answer('B')
    asked[0]?.answer('A')
    await settled()
    expect([asked[0]?.signal.aborted, fetched?.value.value, fetched?.loading.value]).toEqual([true, 'B', false])
    scope.stop()
  })

  it('asks again at most once a second when the version moves, and keeps what it has meanwhile', async () => {
    const version = ref(0)
    const { asked, fetchOne } = handFed()
    const scope = effectScope()
    const fetched = scope.run(() => useFetched(() => 'a', fetchOne, () => version.value))
    asked[0]?.answer('old')
    await settled()
    for (const next of [1, 2, 3]) { version.value = next; await nextTick() }
    expect(asked).toHaveLength(1)
    jest.advanceTimersByTime(1_000)
    expect(asked).toHaveLength(2)
    expect(fetched?.value.value).toBe('old')
    scope.stop()
  })

  it('keeps the last answer beside a failure, and forgets both for another key', async () => {
    const key = ref<string | null>('a')
    const { asked, fetchOne } = handFed()
    const scope = effectScope()
    const fetched = scope.run(() => useFetched(() => key.value, fetchOne))
    asked[0]?.answer('good')
    await settled()
    fetched?.reload()
    asked[1]?.fail(new Error('gone'))
    await settled()
    expect([fetched?.value.value, String(fetched?.failure.value)]).toEqual(['good', 'Error: gone'])
    key.value = null
    await nextTick()
    expect([fetched?.value.value, fetched?.failure.value, asked.length]).toEqual([null, null, 2])
    scope.stop()
  })

  it('asks nothing more once its owner is gone', async () => {
    const version = ref(0)
    const { asked, fetchOne } = handFed()
    const scope = effectScope()
    scope.run(() => useFetched(() => 'a', fetchOne, () => version.value))
    version.value = 1
    await nextTick()
    scope.stop()
    jest.advanceTimersByTime(5_000)
    expect([asked.length, asked[0]?.signal.aborted]).toEqual([1, true])
  })
})

describe('eventsPath', () => {
  it('asks for one measure of one leaf in the view at hand', () => {
    const address = { rubric: 'luan-2021', group: 'counties', period: '2021', at: null, reading: 'known' as const }
    expect(eventsPath(address, { unit: '341571', indicator: '13.1', measure: 'appeal hours' })).toBe(
      '/v1/boards/luan-2021/counties/units/341571/events?period=2021&indicator=13.1&measure=appeal+hours',
    )
  })
})
