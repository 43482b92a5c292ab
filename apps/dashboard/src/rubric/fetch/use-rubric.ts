import * as z from 'zod/mini'
import { ListedRubric } from '@tierline/contracts/rubric/page'
import { RubricPage } from '@tierline/contracts/rubric/page'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import { rubricPath } from './rubric-address.ts'

/** The rubrics that the server has loaded. */
export function useRubrics() {
  return useFetched(() => '/v1/rubrics', (path, signal) => request(z.array(ListedRubric), path, { signal }))
}

/** One version of a rubric, rendered; none while `id` is null. */
export function useRubric(id: () => string | null, hash: () => string | null = () => null) {
  return useFetched(() => (id() ? rubricPath(id() ?? '', hash()) : null), (path, signal) => request(RubricPage, path, { signal }))
}
