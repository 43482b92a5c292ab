import { ref, shallowRef, type Ref } from 'vue'
import { ReplayReply, type ReplayRequest } from '@tierline/contracts/quality'
import { request } from '../../api/http.ts'

/** Replays quarantined events: a dry run first, the real one only after it, with the key the person entered. */
export function useReplay(key: Ref<string>, replayed: () => void) {
  const reply = shallowRef<ReplayReply | null>(null)
  const failure = shallowRef<unknown>(null)
  const working = ref(false)

  async function run(wanted: ReplayRequest): Promise<void> {
    working.value = true
    failure.value = null
    try {
      reply.value = await request(ReplayReply, '/v1/quarantine/replay', { body: wanted, key: key.value })
      if (!wanted.dryRun) replayed()
    } catch (reason) {
      failure.value = reason
    } finally {
      working.value = false
    }
  }
  function forget(): void {
    reply.value = null
    failure.value = null
  }
  return { reply, failure, working, run: (wanted: ReplayRequest) => void run(wanted), forget }
}
