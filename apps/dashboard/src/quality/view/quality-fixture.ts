import type { QuarantineList, QuarantineRow, Reconciliation } from '@tierline/contracts/quality'

const HOUR_MS = 3_600_000
const NEWEST_MS = Date.UTC(2021, 11, 15, 2)

function hours(counts: readonly number[]): Reconciliation['sources'][number]['hours'] {
  return counts.map((counted, index) => ({
    hour: new Date(NEWEST_MS - index * HOUR_MS).toISOString(),
    outcomes: { counted, duplicate: index % 5, conflicting: 0, quarantined: index === 3 ? 2 : 0, held: 0 },
  }))
}

/** A balanced reconciliation of two sources. */
export const BALANCED: Reconciliation = {
  asOf: '2021-12-15T10:30:00+08:00', accepted: 358_204,
  outcomes: { counted: 357_611, duplicate: 540, conflicting: 3, quarantined: 47, held: 3 },
  replays: 5, inFlight: 0, balanced: true, position: { '0': '358209' }, gaps: [],
  sources: [
    { source: '/demo/city/codes', outcomes: { counted: 357_000, duplicate: 540, conflicting: 3, quarantined: 40, held: 3 }, lastArrivedAt: '2021-12-15T10:29:41+08:00', hours: hours([420, 1290, 1344, 1180, 960, 700, 410, 220, 90, 40, 35, 60]) },
    { source: '/demo/city/12345', outcomes: { counted: 611, duplicate: 0, conflicting: 0, quarantined: 7, held: 0 }, lastArrivedAt: '2021-12-15T10:12:05+08:00', hours: hours([4, 9, 11, 8, 7, 5]) },
  ],
  implausible: [
    { kind: 'ticket', key: '2021-1187', unit: '341502', unitName: '金安区', flag: 'closed_before_opened', openedAt: '2021-12-03T09:10:00+08:00', closedAt: '2021-12-03T08:55:00+08:00' },
    { kind: 'appeal', key: 'A-0093', unit: '341571', unitName: '六安经济技术开发区', flag: 'closed_before_opened', openedAt: null, closedAt: '2021-11-30T16:20:00+08:00' },
  ],
  implausibleTotal: 2,
  provisional: [{ measure: '满意答卷（satisfied）', done: 120_000, total: 358_204 }],
}

/** A quarantined event with the given parts. */
export function quarantineRow(parts: Partial<QuarantineRow> & { id: number }): QuarantineRow {
  return {
    arrivedAt: '2021-12-15T09:41:12+08:00', source: '/demo/city/codes', eventId: `e-${parts.id}`, type: 'code.verified', subject: '金按区',
    outcome: 'quarantined', code: 'unknown_unit', detail: 'subject: found "金按区", expected a unit code or alias; add the alias to rubrics/units or resend with the code.', state: 'open', sealed: false,
    payload: { specversion: '1.0', id: `e-${parts.id}`, source: '/demo/city/codes', type: 'code.verified', subject: '金按区', data: { count: 12 } }, ...parts,
  }
}

export const QUARANTINE: QuarantineList = {
  total: 50,
  byCode: [
    { code: 'unknown_unit', source: '/demo/city/codes', count: 37 }, { code: 'wrong_field', source: '/demo/city/12345', count: 7 },
    { code: 'conflicting', source: '/demo/city/codes', count: 3 }, { code: 'held', source: '/demo/city/codes', count: 3 },
  ],
  rows: [
    quarantineRow({ id: 50 }),
    quarantineRow({ id: 49, source: '/demo/city/12345', type: 'ticket.closed', subject: '裕安区', code: 'wrong_field', detail: 'data.at: found "昨天", expected an instant with offset such as 2021-12-15T10:30:00+08:00; mend the field and resend.' }),
    quarantineRow({ id: 48, outcome: 'conflicting', code: 'conflicting', subject: '341502', detail: 'The same source and id came before with other content; the first one counts.' }),
    quarantineRow({ id: 47, sealed: true, payload: null, type: null, code: 'unknown_type', detail: 'type: found "code.claim", expected one of the catalogue; add the type or resend.' }),
    quarantineRow({ id: 46, state: 'replayed' }),
  ],
}
