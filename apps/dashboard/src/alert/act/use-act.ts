import { ref, shallowRef } from 'vue'
import type { Fault } from '@tierline/contracts/problem'
import { request, RequestFailure, type RequestParts, type Schema } from '../../api/http.ts'
import { session } from '../../judge/fetch/session.ts'

/** Sends what a person does, with the key of this session: what came of it, or the server's sentence and faults. */
export function useAct() {
  const faults = shallowRef<readonly Fault[]>([])
  const failure = ref('')
  const working = ref(false)

  /** The reply, or null where it failed. */
  async function act<T>(schema: Schema<T>, path: string, parts: Pick<RequestParts, 'method' | 'body'>): Promise<T | null> {
    if (working.value) return null
    working.value = true
    faults.value = []
    failure.value = ''
    try {
      return await request(schema, path, { ...parts, key: session.apiKey.value })
    } catch (reason) {
      if (reason instanceof RequestFailure) faults.value = reason.faults
      failure.value = reason instanceof Error ? reason.message : String(reason)
      return null
    } finally {
      working.value = false
    }
  }
  return { faults, failure, working, act }
}
