import { watch, type Ref } from 'vue'
import type { Heartbeat } from '@tierline/contracts/live'
import * as z from 'zod/mini'
import { request } from '../api/http.ts'

const Ready = z.object({ build: z.string() })

/** Reloads the page when the server runs another build than at first and `/readyz` answers with it; never otherwise, so a wall is never left blank. */
export function useReloadWhenNew(heartbeat: Readonly<Ref<Heartbeat | null>>): void {
  let first: string | null = null
  watch(heartbeat, (beat) => {
    if (!beat) return
    first ??= beat.build
    if (beat.build !== first) void reloadIfReady(first)
  })
}

async function reloadIfReady(known: string): Promise<void> {
  try {
    const { build } = await request(Ready, '/readyz')
    if (build !== known) location.reload()
  } catch {
    // Not ready yet: the next heartbeat asks again.
  }
}
