import { computed, ref, type Ref } from 'vue'
import { WhatIf } from '@tierline/contracts/rubric/what-if'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import { isTried, whatIfPath, type Trial } from '../view/what-if-url.ts'

/** A rubric file that is only tried. */
export interface Draft {
  readonly name: string
  readonly text: string
}

/** A board scored under what a trial asks for, or under a draft; none while nothing is asked for. */
export function useWhatIf(board: () => { rubric: string; group: string }, trial: Ref<Trial>) {
  const draft = ref<Draft | null>(null)
  const apiKey = ref('')
  const path = computed(() => whatIfPath(board(), draft.value ? { period: trial.value.period, readings: {}, version: null } : trial.value))
  const asked = () => {
    if (draft.value) return `${path.value} ${draft.value.name} ${draft.value.text}`
    return isTried(trial.value) ? path.value : null
  }
  const fetched = useFetched(asked, (_asked, signal) => request(WhatIf, path.value, { signal, yaml: draft.value?.text, key: apiKey.value }))
  return { ...fetched, draft, apiKey }
}
