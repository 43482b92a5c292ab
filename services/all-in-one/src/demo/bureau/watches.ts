import type { WatchBody } from '@tierline/contracts/alert/watch'

const HOTLINE = { rubric: 'hotline-12345', group: 'liuan-counties', period: 'month' } as const
const SWITCHED_ON = { enabled: true, channels: [], escalation: [], mutedBy: [], keepFiringMinutes: 0, holdMinutes: 0 }

/** What the demo's bureau watches; the lines are the example rubric's or invented (演示数据). */
export const DEMO_WATCHES: readonly WatchBody[] = [
  // First, for the others name it.
  {
    ...SWITCHED_ON, ...HOTLINE, id: 'hotline-silent', title: { zh: '热线工单停报', en: 'No hotline tickets reported' },
    condition: { kind: 'missing_reporter', type: 'ticket.opened', withinMinutes: 2_880 }, severity: 'warning',
  },
  {
    ...SWITCHED_ON, ...HOTLINE, id: 'hotline-excellent', title: { zh: '热线跌出优秀', en: 'Hotline fell out of excellent' },
    condition: { kind: 'tier_drop', line: { tier: 'excellent' }, recovery: '95.20' }, keepFiringMinutes: 30, minimumSample: 30, severity: 'warning', mutedBy: ['hotline-silent'],
  },
  {
    ...SWITCHED_ON, ...HOTLINE, id: 'hotline-floor', title: { zh: '热线低于本局底线', en: "Hotline under the bureau's own floor" },
    condition: {
      kind: 'tier_drop',
      line: { declared: { score: '92.00', title: { zh: '本局底线', en: "The bureau's floor" }, by: '演示·办公室', on: '2021-12-01', basis: '演示：局办公会议定' } },
    }, keepFiringMinutes: 30, severity: 'critical', mutedBy: ['hotline-silent'],
  },
  {
    ...SWITCHED_ON, ...HOTLINE, id: 'hotline-rank', title: { zh: '热线名次下滑三位', en: 'Three places down on the hotline board' },
    condition: { kind: 'rank_drop', places: 3, recovery: 1 }, holdMinutes: 30, severity: 'notice', mutedBy: ['hotline-silent'],
  },
]
