import { ref, shallowRef } from 'vue'
import { JudgementReply, type NewJudgement } from '@tierline/contracts/judgement'
import { request, RequestFailure } from '../../api/http.ts'
import { faultsByField, NO_FAULTS, type EntryFaults } from '../view/entry.ts'
import { session } from './session.ts'

/** Sends one judgement: what became of it, or its faults at their fields. */
export function useEntry(done: (reply: JudgementReply) => void) {
  const reply = shallowRef<JudgementReply | null>(null)
  const faults = shallowRef<EntryFaults>(NO_FAULTS)
  const failure = ref('')
  const working = ref(false)

  async function enter(judgement: NewJudgement): Promise<void> {
    working.value = true
    reply.value = null
    faults.value = NO_FAULTS
    failure.value = ''
    try {
      reply.value = await request(JudgementReply, '/v1/judgements', { body: judgement, key: session.apiKey.value })
      done(reply.value)
    } catch (reason) {
      if (reason instanceof RequestFailure) faults.value = faultsByField(reason.faults)
      failure.value = reason instanceof Error ? reason.message : String(reason)
    } finally {
      working.value = false
    }
  }
  return { reply, faults, failure, working, enter: (judgement: NewJudgement) => void enter(judgement) }
}
