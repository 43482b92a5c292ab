import type { KeyRole } from '@tierline/platform/api-keys'

/** Roles that may answer alerts and keep watches, silences and channels; reading needs no key. */
export const WRITERS: readonly KeyRole[] = ['watch', 'admin']
