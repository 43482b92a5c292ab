import type { ReplayReply } from '@tierline/contracts/quality'

/** What a replay did, or would do: how many of how many pass. */
export interface ReplayTally { readonly tried: number; readonly pass: number; readonly fail: number }

/** The tally of a reply. */
export function tallyOf({ tried, wouldPass }: Pick<ReplayReply, 'tried' | 'wouldPass'>): ReplayTally {
  return { tried, pass: wouldPass, fail: tried - wouldPass }
}

/** The rest of a sealed or kept payload as indented JSON; null where nothing was kept. */
export function payloadText(payload: Readonly<Record<string, unknown>> | null): string | null {
  return payload === null ? null : JSON.stringify(payload, null, 2)
}
