import { RequestFailure, type FailureKind } from '../api/http.ts'

/** The states a page is designed for, besides showing its data. */
export type PageState = 'loading' | 'empty' | 'no_data' | 'error' | 'offline' | 'forbidden' | 'calendar' | 'not_found'

const STATES: Readonly<Record<FailureKind, PageState>> = {
  offline: 'offline', forbidden: 'forbidden', not_found: 'not_found', no_data: 'no_data', calendar: 'calendar', unreadable: 'error', error: 'error',
}

/** The state of a page whose request failed, with the server's sentence. */
export function stateOf(failure: unknown): { kind: PageState; detail: string } {
  if (failure instanceof RequestFailure) return { kind: STATES[failure.kind], detail: failure.message }
  return { kind: 'error', detail: String(failure) }
}
