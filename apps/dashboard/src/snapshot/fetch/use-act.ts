import { ref, shallowRef } from 'vue'
import type { Fault } from '@tierline/contracts/problem'
import { request, RequestFailure, type Schema } from '../../api/http.ts'
import { session } from '../../judge/fetch/session.ts'

/** What is asked of the server by one act. */
export interface Act {
  readonly path: string
  readonly body: unknown
  readonly method?: 'PUT' | 'DELETE'
}

/** One act of a named person, sent with the session's key: whether it is under way, and why it failed. */
export function useAct<T>(schema: Schema<T>, done: (reply: T) => void) {
  const working = ref(false)
  const failure = ref('')
  const faults = shallowRef<readonly Fault[]>([])

  async function send({ path, body, method }: Act): Promise<void> {
    working.value = true
    failure.value = ''
    faults.value = []
    try {
      done(await request(schema, path, { body, method, key: session.apiKey.value }))
    } catch (reason) {
      if (reason instanceof RequestFailure) faults.value = reason.faults
      failure.value = reason instanceof Error ? reason.message : String(reason)
    } finally {
      working.value = false
    }
  }
  return { working, failure, faults, send: (act: Act) => void send(act) }
}
export type SentAct = ReturnType<typeof useAct>
