import { onScopeDispose, ref, type Ref } from 'vue'
import * as z from 'zod/mini'
import { recall, remember } from '../memory.ts'
import { request } from '../../api/http.ts'

const Ready = z.object({ bureau: z.string() })
const RETRY_MS = 10_000

/** The name of the bureau whose boards these are, empty until the server has said it. */
export function useBureau(): Readonly<Ref<string>> {
  const bureau = ref(recall('bureau') ?? '')
  let timer: ReturnType<typeof setTimeout> | undefined
  async function ask(): Promise<void> {
    try {
      bureau.value = (await request(Ready, '/readyz')).bureau
      remember('bureau', bureau.value)
    } catch {
      timer = setTimeout(() => void ask(), RETRY_MS)
    }
  }
  void ask()
  onScopeDispose(() => clearTimeout(timer))
  return bureau
}
