import { onScopeDispose, ref, shallowRef, watch } from 'vue'

/** What a page knows of something it fetches: what came last stays while newer is on its way or has failed. */
export interface Fetched<T> {
  readonly value: Readonly<{ value: T | null }>
  readonly failure: Readonly<{ value: unknown }>
  readonly loading: Readonly<{ value: boolean }>
  reload(): void
}

const CALM_MS = 1_000

/**
 * Fetches at once when `key` changes and calmly (at most once a second) when `version` does;
 * an answer that was overtaken is dropped. A null key fetches nothing.
 */
export function useFetched<T>(key: () => string | null, fetchOne: (key: string, signal: AbortSignal) => Promise<T>, version: () => unknown = () => 0): Fetched<T> {
  const value = shallowRef<T | null>(null)
  const failure = shallowRef<unknown>(null)
  const loading = ref(false)
  let running: AbortController | null = null
  let later: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    clearTimeout(later)
    later = undefined
    running?.abort()
    const at = key()
    if (at === null) return
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const fetched = await fetchOne(at, mine.signal)
      if (mine.signal.aborted) return
      value.value = fetched
      failure.value = null
    } catch (reason) {
      if (!mine.signal.aborted) failure.value = reason
    } finally {
      if (running === mine) loading.value = false
    }
  }
  const reload = () => { void load() }

  watch(key, () => { value.value = null; failure.value = null; reload() }, { immediate: true })
  watch(version, () => { later ??= setTimeout(reload, CALM_MS) })
  onScopeDispose(() => { clearTimeout(later); running?.abort() })
  return { value, failure, loading, reload }
}
