import type { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import type { NewSnapshot } from '@tierline/contracts/snapshot/snapshot'

/** Who acts in the demo's bureau; invented. */
export const DEMO_CLERK = '演示·统计员'
export const DEMO_DIRECTOR = '演示·局领导'

const BOARD = { rubric: 'hotline-12345', group: 'liuan-counties' } as const

/** How the demo's bureau freezes its months: on the fifth, with three days to check; the thresholds are invented (演示数据). */
export const DEMO_PLAN: SnapshotPlanBody = {
  id: 'hotline-monthly', title: { zh: '12345 热线办理月度通报', en: 'Monthly bulletin on the 12345 hotline' }, ...BOARD, period: 'month', schedule: '0 9 5 * *',
  steps: { checkingDays: 3 }, algorithm: 'sha256',
  bulletin: {
    addressees: '各县区人民政府、市开发区管委会', issuer: '六安市数据资源管理局（演示）', number: '六数资〔演示〕号',
    praise: { score: '95.00', by: DEMO_DIRECTOR, on: '2021-01-04' }, name: { score: '85.00', by: DEMO_DIRECTOR, on: '2021-01-04' },
  },
  deliver: [], enabled: true,
}

/** The two months before the one that runs when the demo goes live, frozen once the year is told: while it was being told, a day took a fraction of a second, and boards were scored days behind. */
export const DEMO_SNAPSHOTS: readonly NewSnapshot[] = [
  { key: { ...BOARD, period: '2021-10' }, by: DEMO_CLERK, reason: '演示：十月通报' },
  { key: { ...BOARD, period: '2021-11' }, by: DEMO_CLERK, reason: '演示：十一月通报' },
]
