import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { WatchBody } from '@tierline/contracts/alert/watch'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { Directory } from '@tierline/platform/directory'
import { storedRubric } from '@tierline/scoring'
import { lintWatch } from './lint-watch.ts'
import type { WatchContext } from './lint-watch.ts'
import { readWatchFiles } from './read-watch-files.ts'

const read = storedRubric(readFileSync(new URL('../../../../libs/boards/src/testing/scored-city.yaml', import.meta.url), 'utf8'), 'trial')
if ('faults' in read) throw new Error(JSON.stringify(read.faults))
const TRIAL = read.rubric

let city: ScoredCity
let context: WatchContext
beforeAll(async () => {
  city = await ScoredCity.open()
  context = { rubrics: new Map([['trial', TRIAL], ['wide', { ...TRIAL, id: 'wide', groups: ['towns', 'counties'] }]]), directory: city.platform.directory, types: new Set(['ticket.opened']), channels: new Set(['duty']), watches: new Set(['drop', 'silent']) }
}, 60_000)
afterAll(async () => await city.platform.close())

const BASE = { id: 'drop', title: { zh: '跌线', en: 'Drop' }, rubric: 'trial', group: 'towns', period: 'year', condition: { kind: 'tier_drop', line: { tier: 'best' } } }
const faultsOf = (more: object): string[] => lintWatch(WatchBody.parse({ ...BASE, ...more }), context).map(({ path, found, expected }) => `${path}: ${found} / ${expected}`)
const indicator = (more: object): object => ({ condition: { kind: 'indicator', indicator: 'rate', of: 'value', side: 'below', line: '90', ...more } })
const headroom = (more: object): object => ({ condition: { kind: 'headroom', indicator: 'rate', side: 'below', line: '90', cases: 3, ...more } })

describe('the linter of watches', () => {
  it.each<[what: string, watch: object]>([
    ['a tier', {}], ['a line of one’s own', { condition: { kind: 'tier_drop', line: { declared: { score: '12', title: { zh: '底', en: 'Floor' }, by: '张', on: '2021-01-01', basis: '局务会' } }, recovery: '12' } }],
    ['an indicator', indicator({ recovery: '95' })], ['points of a branch', indicator({ indicator: 'work', of: 'points', line: '5' })], ['headroom', headroom({ recovery: 4 })], ['a rank', { condition: { kind: 'rank_drop', places: 3, recovery: 1 } }],
    ['a silent unit', { condition: { kind: 'missing_reporter', type: 'ticket.opened', withinMinutes: 60 } }], ['a silent source', { units: ['t1镇', 't1'], condition: { kind: 'missing_reporter', source: 'city', withinMinutes: 60 } }],
    ['messages', { channels: ['duty'], mutedBy: ['silent'], escalation: [{ afterMinutes: 5, channels: ['duty'] }, { afterMinutes: 10, channels: ['duty'] }] }],
  ])('lets %s through', (_, watch) => expect(faultsOf(watch).filter((fault) => !fault.startsWith('units'))).toEqual([]))

  it.each<[what: string, watch: object, fault: RegExp]>([
    ['rubric', { rubric: 'gone' }, /^rubric: "gone" \/ a rubric that is in force: trial, wide$/],
    ['group', { group: 'counties' }, /^group: "counties" \/ a group that the rubric scores: towns$/],
    ['group without units', { rubric: 'wide', group: 'counties' }, /^group: "counties" \/ a group of the unit files: towns$/],
    ['kind of period', { period: 'quarter' }, /^period: "quarter" \/ a kind of period that the rubric scores: year, month, to_date$/],
    ['unit', { units: ['t1', 'nowhere'] }, /^units\[1\]: "nowhere"/],
    ['tier', { condition: { kind: 'tier_drop', line: { tier: 'good' } } }, /^condition\.line\.tier: "good" \/ a tier with a line: best$/],
    ['tier without a line', { condition: { kind: 'tier_drop', line: { tier: 'rest' } } }, /^condition\.line\.tier: "rest", for which the document declares no line/],
    ['recovery under a line that is bad below', { condition: { kind: 'tier_drop', line: { tier: 'best' }, recovery: '14' } }, /^condition\.recovery: 14 \/ at least 15, the line$/],
    ['recovery over a line that is bad above', indicator({ side: 'above', recovery: '91' }), /^condition\.recovery: 91 \/ at most 90, the line$/],
    ['indicator', indicator({ indicator: 'gone' }), /^condition\.indicator: "gone" \/ an indicator of trial: work, rate, late, place$/],
    ['figure of a branch', indicator({ indicator: 'work' }), /^condition\.of: value \/ points, because/],
    ['headroom of what is no fraction', headroom({ indicator: 'late' }), /^condition\.indicator: "late", which is no fraction/],
    ['recovery of headroom', headroom({ recovery: 3 }), /^condition\.recovery: 3 \/ more than 3/],
    ['recovery of a rank', { condition: { kind: 'rank_drop', places: 3, recovery: 3 } }, /^condition\.recovery: 3 \/ fewer than 3/],
    ['event type', { condition: { kind: 'missing_reporter', type: 'gone', withinMinutes: 60 } }, /^condition\.type: "gone" \/ an event type of the catalogue/],
    ['source without whose it is', { condition: { kind: 'missing_reporter', source: 'city', withinMinutes: 60 } }, /^units: nothing \/ who answers for the source city$/],
    ['channel', { channels: ['duty', 'night'] }, /^channels\[1\]: "night" \/ a channel that was entered: duty$/],
    ['channel of an escalation', { escalation: [{ afterMinutes: 5, channels: ['night'] }] }, /^escalation\[0\]\.channels\[0\]: "night"/],
    ['order of an escalation', { escalation: [{ afterMinutes: 5, channels: ['duty'] }, { afterMinutes: 5, channels: ['duty'] }] }, /^escalation\[1\]\.afterMinutes: 5 \/ more than 5/],
    ['muting watch', { mutedBy: ['drop'] }, /^mutedBy\[0\]: "drop" \/ the id of another watch: silent$/],
    ['quiet hours', { quiet: { hours: [{ from: '22:00', until: '22:00' }] } }, /^quiet\.hours\[0\]: 22:00 to 22:00/],
  ])('finds the fault: %s', (_, watch, fault) => {
    const faults = faultsOf(watch)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(fault)
  })
})

const FILE = `
by: 张三
on: 2021-10-01
watches:
  - id: drop
    title: { zh: 跌线, en: Drop }
    rubric: trial
    group: towns
    period: year
    condition: { kind: tier_drop, line: { tier: best }, recovery: 15.50 }
    holdMinutes: 30
    enabled: true
    channels: [night]
`

describe('a file of watches', () => {
  it('is read with its decimals as they are written, and may name channels that are entered later', () => {
    const [watch] = readWatchFiles([{ name: '/rules/watches/towns.yaml', text: FILE }], { ...context, channels: null, watches: new Set() })
    expect(watch).toMatchObject({ by: '张三', file: 'watches/towns.yaml', at: 'watches[0]', body: { condition: { recovery: '15.50' }, holdMinutes: 30, enabled: true, mutedBy: [], severity: 'warning' } })
  })

  it('tells every fault of every file at once', () => {
    const bad = FILE.replace('rubric: trial', 'rubric: gone').replace('holdMinutes: 30', 'holdMinutes: soon\n    colour: red')
    const read = (): unknown => readWatchFiles([{ name: 'a.yaml', text: bad }, { name: 'b.yaml', text: FILE.replace('group: towns', 'group: counties') }, { name: 'c.yaml', text: FILE }], { ...context, channels: null, watches: new Set() })
    expect(read).toThrow(/mend these 4 faults/)
    expect(read).toThrow(/a\.yaml: watches\[0\]\.holdMinutes: found "soon", expected number; Mend the value/)
    expect(read).toThrow(/a\.yaml: watches\[0\]\.colour: found a field that nothing here is called/)
    expect(read).toThrow(/b\.yaml: watches\[0\]\.group: found "counties", expected a group that the rubric scores: towns/)
    expect(read).toThrow(/c\.yaml: watches\[0\]\.id: found "drop", as in b\.yaml: watches\[0\], expected an id that no other watch has/)
  })

  it('is shown in the folder’s own readme as it really is', async () => {
    const rules = new URL('../../../../rubrics/', import.meta.url)
    const example = /```yaml\n([^]*?)```/.exec(await readFile(new URL('watches/README.md', rules), 'utf8'))?.[1] ?? ''
    const hotline = storedRubric(await readFile(new URL('hotline-12345.yaml', rules), 'utf8'), 'hotline-12345')
    const rubrics = new Map('rubric' in hotline ? [['hotline-12345', hotline.rubric]] : [])
    const counties = { group: () => ({ units: [] }), groups: () => [] }
    const filed = readWatchFiles([{ name: 'README.md', text: example }], { ...context, rubrics, directory: Object.assign(Object.create(context.directory) as Directory, counties), channels: null, watches: new Set() })
    expect(new Set(filed.map(({ body }) => body.condition.kind))).toEqual(new Set(['tier_drop', 'indicator', 'headroom', 'rank_drop', 'missing_reporter']))
  })
})
