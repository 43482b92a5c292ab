import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { BoardAddress } from '../api/board-address.ts'
import { parseView, viewQuery, type View } from './view-url.ts'

/** The view as the address bar has it, and the ways to change it. The address is the only place where it is kept. */
export function useView() {
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => parseView(route.query))
  const address = computed<BoardAddress | null>(() => {
    const { rubric, group, period } = route.params
    if (route.name !== 'board' || typeof rubric !== 'string' || typeof group !== 'string') return null
    return { rubric, group, period: typeof period === 'string' && period !== '' ? period : null, at: view.value.at, reading: view.value.reading, ...(view.value.under.length > 0 ? { under: view.value.under } : {}) }
  })

  /** Changes the view; opening a unit is a step that the browser's back button undoes, sorting and filtering are not. */
  function change(patch: Partial<View>): void {
    const next = { ...view.value, ...patch }
    const isStep = next.unit !== view.value.unit && view.value.unit === null
    const target = { name: route.name ?? 'board', params: route.params, query: viewQuery(next, route.query) }
    void (isStep ? router.push(target) : router.replace(target))
  }
  return { view, address, change }
}
