import { computed, type Ref } from 'vue'
import * as z from 'zod/mini'
import { Board } from '@tierline/contracts/board'
import { Judgement } from '@tierline/contracts/judgement'
import { ListedUnit } from '@tierline/contracts/unit'
import { boardPath } from '../../api/board-address.ts'
import { request } from '../../api/http.ts'
import { useBoardList } from '../../app/use-board-list.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import { useRubric, useRubrics } from '../../rubric/fetch/use-rubric.ts'
import type { JudgePlace } from '../view/judge-url.ts'

/** What the form offers for a place: rubrics, periods, units, indicators, what may be entered; and what was entered there. `entered` counts entries, so that all is read anew after one. */
export function useJudge(place: Ref<JudgePlace>, entered: Ref<number>) {
  const { list } = useBoardList()
  const rubrics = useRubrics().value
  const page = useRubric(() => place.value.rubric || null).value
  const allUnits = useFetched(() => '/v1/units', (path, signal) => request(z.array(ListedUnit), path, { signal })).value

  const groups = computed(() => (rubrics.value ?? []).find(({ id }) => id === place.value.rubric)?.groups ?? [])
  const units = computed(() => (allUnits.value ?? []).filter((unit) => unit.groups.some((group) => groups.value.includes(group))))
  const unit = computed(() => units.value.find(({ code }) => code === place.value.unit) ?? null)
  const periods = computed(() => {
    const all = (list.value?.boards ?? []).filter(({ key }) => key.rubric === place.value.rubric).flatMap((board) => board.periods)
    return [...new Map(all.map((period) => [period.id, period])).values()]
  })
  const group = computed(() => groups.value.find((one) => unit.value === null || unit.value.groups.includes(one)) ?? null)
  const boardAt = () => {
    const { rubric, period } = place.value
    return rubric && group.value ? boardPath({ rubric, group: group.value, period: period || null, at: null, reading: 'known' }) : null
  }
  const board = useFetched(boardAt, (path, signal) => request(Board, path, { signal }), () => entered.value).value
  const row = computed(() => board.value?.rows.find((one) => one.unit === unit.value?.code) ?? null)

  const judgementsAt = () => {
    const { rubric, period, unit: code } = place.value
    return rubric && period && code ? `/v1/judgements?${new URLSearchParams({ rubric, period, unit: code }).toString()}` : null
  }
  const judgements = useFetched(judgementsAt, (path, signal) => request(z.array(Judgement), path, { signal }))
  const leaf = computed(() => page.value?.judged?.find(({ indicator }) => indicator === place.value.indicator) ?? null)
  const isVeto = computed(() => board.value?.vetoes.some(({ id }) => id === place.value.indicator) ?? false)
  const today = computed(() => list.value?.instant ?? null)
  return { rubrics, periods, units, unit, board, row, page, leaf, isVeto, judgements, today }
}
