import { describe, expect, it } from '@jest/globals'
import { fixtureAlerts } from '../../alert/testing/fixture-alerts.ts'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { BEEPS } from './beep.ts'
import { nextThreshold, soundFor, soundLevel, type Sounding } from './sound-plan.ts'
import { stripAlerts } from './strip-alerts.ts'

const alert = (id: number, patch: Partial<Sounding> = {}): Sounding => ({ id, severity: 'warning', escalations: 0, acknowledged: null, silence: null, mutedBy: null, ...patch })

describe('the wall’s sound', () => {
  it.each<[string, readonly Sounding[] | null, readonly Sounding[], string, string | null]>([
    ['what was there when the wall was opened', null, [alert(1)], 'notice', null],
    ['a new alert', [], [alert(1)], 'warning', 'warning'],
    ['one that was there before', [alert(1)], [alert(1)], 'warning', null],
    ['the worst of several', [alert(1)], [alert(3, { severity: 'critical' }), alert(2), alert(1)], 'warning', 'critical'],
    ['one below the threshold', [], [alert(1, { severity: 'notice' })], 'warning', null],
    ['an escalation of an old one', [alert(1)], [alert(1, { escalations: 1, severity: 'critical' })], 'critical', 'critical'],
    ['one that somebody has taken', [], [alert(1, { acknowledged: { by: '王', at: '', reason: '' } })], 'notice', null],
    ['a silenced or muted one', [], [alert(1, { silence: 4 }), alert(2, { mutedBy: 1 })], 'notice', null],
    ['anything while it is muted', [], [alert(1, { severity: 'critical' })], 'off', null],
  ])('for %s', (_what, before, now, level, severity) => {
    expect(soundFor(before, now, soundLevel(level))).toBe(severity)
  })
  it('has a threshold in the address, warnings and worse by default, turned by touch', () => {
    expect([soundLevel(undefined), soundLevel('loud'), soundLevel('off'), soundLevel('critical')]).toEqual(['warning', 'warning', 'off', 'critical'])
    expect([nextThreshold('notice'), nextThreshold('warning'), nextThreshold('critical')]).toEqual(['warning', 'critical', 'notice'])
  })
  it('can be told apart by ear: more tones, and higher, the worse it is', () => {
    expect([BEEPS.notice, BEEPS.warning, BEEPS.critical].map(({ at }) => at.length)).toEqual([1, 2, 3])
    expect(BEEPS.critical.hertz).toBeGreaterThan(BEEPS.warning.hertz)
  })
})

it('the wall tells first of what nobody has taken and is alerting, the worst of it, then the newest', () => {
  const open = fixtureAlerts(fixtureBoard({ units: 8 })).filter(({ endedAt }) => endedAt === null)
  expect(stripAlerts([...open].reverse()).map(({ id }) => id)).toEqual([31, 30, 26, 27, 25, 29, 28])
})
