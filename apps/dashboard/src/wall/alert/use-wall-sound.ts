import { onScopeDispose, ref, watch, type Ref, type ShallowRef } from 'vue'
import type { OpenAlerts } from '../../alert/feed/alert-feed.ts'
import { beep } from './beep.ts'
import { soundFor, type SoundLevel } from './sound-plan.ts'

/** Whether the browser lets us sound: not yet asked (one touch is needed), allowed, refused after a touch, or it has no Web Audio. */
export type SoundState = 'asleep' | 'ready' | 'barred' | 'absent'

/** Sounds when alerts come; silent until the browser allows it, and `state` says so. */
export function useWallSound(open: ShallowRef<OpenAlerts | null>, level: Readonly<Ref<SoundLevel>>) {
  const context = 'AudioContext' in window ? new AudioContext() : null
  const state = ref<SoundState>(context === null ? 'absent' : 'asleep')
  const listen = () => {
    if (context?.state === 'running') state.value = 'ready'
    else if (state.value === 'ready') state.value = 'asleep'
  }
  context?.addEventListener('statechange', listen)
  listen()

  /** To be called from a touch: wakes the sound and lets it be heard once. */
  async function enable(): Promise<void> {
    if (!context) return
    await Promise.race([context.resume().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000))])
    if (context.state === 'running') {
      state.value = 'ready'
      beep(context, 'notice')
    } else state.value = 'barred'
  }
  watch(open, (now, before) => {
    const severity = now ? soundFor(before?.alerts ?? null, now.alerts, level.value) : null
    if (severity && context && state.value === 'ready') beep(context, severity)
  })
  onScopeDispose(() => {
    context?.removeEventListener('statechange', listen)
    void context?.close().catch(() => undefined)
  })
  return { state, enable: () => void enable() }
}
