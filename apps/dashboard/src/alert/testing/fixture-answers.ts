import type { Alert, Silence } from '@tierline/contracts/alert/alert'
import type { Board } from '@tierline/contracts/board'
import { fixtureAlert, fixtureAlerts, fixtureChannels, fixtureDeliveries, fixtureDetail, fixtureWatches } from './fixture-alerts.ts'

/** A server's part for alerts over an invented board, for looking at the pages; it forgets everything but acknowledgements and new alerts. */
export function openFixtureAlerts(board: Board) {
  let revision = 1
  let alerts = fixtureAlerts(board)
  const silences: Silence[] = [{ id: 4, scope: { watch: 'on-time-floor', units: ['341503'] }, until: '2021-11-18T18:00:00+08:00', by: '王敏', reason: '系统升级，数据暂缓', from: '2021-11-18T09:20:00+08:00', endedAt: null, endedBy: null, covers: 1 }]
  const counts = () => ({ revision, active: alerts.filter(({ endedAt }) => endedAt === null).length, unacknowledged: alerts.filter(({ endedAt, acknowledged }) => endedAt === null && !acknowledged).length })
  const one = (path: string) => alerts.find(({ id }) => id === Number(path.split('/')[3]))

  function list(query: URLSearchParams) {
    const state = query.get('state') ?? 'active'
    const kept = alerts.filter((alert) => (state === 'all' || (state === 'active') === (alert.endedAt === null)) && ['severity', 'unit', 'watch'].every((part) => !query.has(part) || query.get(part) === alert[part as 'unit']))
    return { ...counts(), alerts: kept.slice(0, Number(query.get('limit') ?? 50)), next: null }
  }
  /** The reply of a path, or undefined where there is none. */
  function answer(method: string, { pathname, searchParams }: URL, body: Record<string, string> = {}): unknown {
    if (pathname === '/v1/alerts') return list(searchParams)
    if (/^\/v1\/alerts\/\d+(\/\w+)?$/.test(pathname)) {
      const alert = one(pathname)
      if (alert && method === 'POST' && pathname.endsWith('acknowledge')) { change(alert, { acknowledged: { by: body['by'] ?? '', at: board.asOf, reason: body['reason'] ?? '' } }) }
      const now = one(pathname)
      return now && fixtureDetail(now)
    }
    if (pathname === '/v1/silences') return method === 'POST' ? silences[0] : { silences }
    if (pathname === '/v1/watches/preview') return { from: '2021-10-01T00:00:00+08:00', until: '2021-11-01T00:00:00+08:00', alerts: [1, 2, 3, 5].map((index) => { const { unit, name, nameEn, firedAt, facts } = fixtureAlert(board, index); return { unit, name, nameEn, firedAt, endedAt: index === 5 ? null : board.asOf, text: facts.text } }), total: 4, seqs: 1204, historyFrom: '2021-10-06T00:00:00+08:00', text: { zh: '会报警 4 次', en: 'it would have alerted 4 times' } }
    if (pathname === '/v1/watches') return { watches: fixtureWatches(board) }
    if (pathname === '/v1/channels') return { channels: fixtureChannels() }
    if (pathname.endsWith('/deliveries')) return { deliveries: fixtureDeliveries('duty') }
    if (pathname.endsWith('/test')) return { outcome: 'failed', status: 200, detail: 'errcode 93000：群机器人地址无效' }
    return undefined
  }
  function change(alert: Alert, patch: Partial<Alert>): void {
    revision += 1
    alerts = alerts.map((other) => (other === alert ? { ...alert, ...patch } : other))
  }
  /** A new alert; what is to be pushed. */
  function fire(): ReturnType<typeof counts> {
    revision += 1
    alerts = [fixtureAlert(board, alerts.length, { id: 31 + revision, severity: 'critical' }), ...alerts]
    return counts()
  }
  return { answer, fire }
}
