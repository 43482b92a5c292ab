import type { Alert, SilenceScope } from '@tierline/contracts/alert/alert'

/** What a silence that is entered at an alert can hold for, narrowest first. */
export const SILENCE_SCOPES = ['alert', 'unit', 'watch', 'board'] as const
export type ScopeChoice = (typeof SILENCE_SCOPES)[number]

/** The scope that is sent for a choice. */
export function scopeOf(choice: ScopeChoice, { id, watch, unit, board: { rubric, group } }: Pick<Alert, 'id' | 'watch' | 'unit' | 'board'>): SilenceScope {
  switch (choice) {
    case 'alert': return { alert: id }
    case 'unit': return { watch, units: [unit] }
    case 'watch': return { watch }
    case 'board': return { rubric, group }
  }
}
