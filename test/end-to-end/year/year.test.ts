import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FILE_FORMATS } from '@tierline/contracts/snapshot/plan'
import { Objection, SnapshotDifference, SnapshotList, SnapshotRows, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import type { Snapshot } from '@tierline/contracts/snapshot/snapshot'
import { eventually } from '../../support/until.ts'
import { BOARD, BureauYear, CLERK, DIRECTOR, TOWNS } from './bureau-year.ts'
import { textOf } from './read-files.ts'

const CLI = fileURLToPath(new URL('../../../services/all-in-one/dist/main.js', import.meta.url))
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const monthOf = (month: number): string => (month > 12 ? `2022-${String(month - 12).padStart(2, '0')}` : `2021-${String(month).padStart(2, '0')}`)

let year: BureauYear
beforeAll(async () => { year = await BureauYear.open() }, 120_000)
afterAll(async () => await year?.close(), 60_000)

describe('a year of a bureau, frozen month by month', () => {
  it('freezes each month on the fifth of the next, checks, hears objections, is made final by the clock and issued by a person', async () => {
    for (const month of MONTHS) {
      year.until(`${monthOf(month)}-20T12:00`)
      await year.happen(month)
      // Late facts of March come in April.
      if (month === 4) await year.comeLate('b', '2021-03')
      // The machine is off when July is due.
      if (month === 7) await year.stop()
      year.until(`${monthOf(month + 1)}-05T09:00`)
      if (month === 7) await year.start()
      const { id, cutoff } = await year.snapshot(monthOf(month), 'draft')
      expect(Date.parse(cutoff)).toBe(Date.parse(`${monthOf(month + 1)}-05T09:00:00+08:00`))
      await year.move(id, 'checking')
      year.until(`${monthOf(month + 1)}-09T00:00`)
      await year.snapshot(monthOf(month), 'objections')
      if (month === 6 || month === 8) await object(id, month === 6)
      year.until(`${monthOf(month + 1)}-12T00:00`)
      await year.snapshot(monthOf(month), 'final')
      await year.move(id, 'issued', DIRECTOR)
    }
    const { snapshots } = SnapshotList.parse(await year.read('/v1/snapshots?rubric=any-order&group=towns'))
    expect(snapshots.map(({ key, state, revision, issued }) => `${key.period} ${state} ${revision} ${issued?.by}`).sort()).toEqual(MONTHS.map((month) => `${monthOf(month)} issued 1 ${DIRECTOR}`))
  }, 600_000)

  it('shows in each snapshot what the board showed at its cut-off, to the last digit, but for what was adjusted', async () => {
    for (const month of MONTHS) {
      const { id, cutoff } = await year.snapshot(monthOf(month))
      const { rows } = SnapshotRows.parse(await year.read(`/v1/snapshots/${id}/rows`))
      const board = await year.client.board({ ...BOARD, period: monthOf(month), at: cutoff, reading: 'known' })
      const facts = (each: (typeof rows)[number]): unknown => [each.unit, each.rank, each.score, each.low, each.high, each.tier, each.gapAbove, each.sample, each.cells]
      const leaf = ({ cells }: (typeof rows)[number]): unknown => [cells['claims'], cells['verifications'], cells['speed'], cells['reopenings']]
      // In June one leaf of one town was adjusted; every other leaf of every town is as it was.
      const shown = month === 6 ? leaf : facts
      expect(byUnit(rows).map(shown)).toEqual(byUnit(board.rows).map(shown))
      expect(rows.map(({ cells }) => cells['punctuality']?.adjustment).filter((points) => points !== null)).toEqual(month === 6 ? ['1.50'] : [])
    }
  }, 120_000)

  it('lists what came late against the month that it follows, and takes it in by a revision with a number', async () => {
    const before = await year.snapshot('2021-03')
    const late = SnapshotDifference.parse(await year.read(`/v1/snapshots/${before.id}/late`))
    expect(late.units.map(({ unit }) => unit)).toContain('b')
    expect(late.units.find(({ unit }) => unit === 'b')?.differences.map(({ indicator }) => indicator)).toContain('punctuality')
    await year.write(`/v1/snapshots/${before.id}/revisions`, { by: CLERK, reason: '补报两件' })
    const revision = await year.snapshot('2021-03')
    expect([revision.revision, revision.revises]).toEqual([2, before.id])
    await throughToIssued(revision)
    expect((await year.read(`/v1/snapshots/${before.id}`) as Snapshot).state).toBe('superseded')
    expect(SnapshotDifference.parse(await year.read(`/v1/snapshots/${revision.id}/late`)).units).toEqual([])
    const difference = SnapshotDifference.parse(await year.read(`/v1/snapshots/${revision.id}/difference?with=${before.id}`))
    expect(difference.units.map(({ unit }) => unit)).toContain('b')
  }, 120_000)
})

describe('the files of that year', () => {
  it('writes six files of each, whose figures are the snapshot\'s to the last digit', async () => {
    const { snapshots } = SnapshotList.parse(await year.read('/v1/snapshots?rubric=any-order&group=towns'))
    expect(snapshots).toHaveLength(13)
    for (const { id, hash } of snapshots) {
      const { rows } = SnapshotRows.parse(await year.read(`/v1/snapshots/${id}/rows`))
      for (const format of FILE_FORMATS) {
        const text = await textOf(format, await year.file(id, format))
        if (text === null) continue
        const missing = rows.flatMap(({ name, score, cells }) => [name, score, ...(BULLETINS.has(format) ? [] : Object.values(cells).map(({ value }) => value))]).filter((figure) => figure !== null && !text.includes(printed(figure)))
        expect({ id, format, missing }).toEqual({ id, format, missing: [] })
        expect({ id, format, hash: text.includes(hash.slice(0, 8)) }).toEqual({ id, format, hash: true })
      }
    }
  }, 300_000)

  it('has laid every issued file into its folder', async () => {
    const laid = async (): Promise<number[]> => {
      const names = await readdir(join(year.folder, 'exports', 'monthly'))
      return FILE_FORMATS.map((format) => names.filter((name) => name.endsWith(`.${format}`)).length)
    }
    const thirteen = FILE_FORMATS.map(() => 13)
    expect(await eventually(laid, thirteen)).toEqual(thirteen)
  }, 60_000)

  it('verifies: hash, chain, rubric, figures, events; with the server and offline; and finds one flipped byte', async () => {
    const { snapshots } = SnapshotList.parse(await year.read('/v1/snapshots?rubric=any-order&group=towns'))
    for (const { id } of snapshots) {
      const { holds, checks } = SnapshotVerification.parse(await year.write(`/v1/snapshots/${id}/verify`, {}))
      expect({ id, holds, checks: checks.map(({ check, outcome }) => `${check} ${outcome}`) }).toEqual({ id, holds: true, checks: ['hash', 'chain', 'rubric', 'figures', 'events'].map((check) => `${check} holds`) })
    }
    const file = await year.file(snapshots[0]?.id ?? 0, 'json')
    const path = join(year.folder, 'flipped.json')
    await writeFile(path, file)
    expect((await tierline('snapshot', 'verify', path)).code).toBe(0)
    const content = file.indexOf('"content":')
    for (let n = 1; n <= 5; n += 1) {
      const flipped = Buffer.from(file)
      const at = content + Math.floor(((file.length - content) * n) / 6)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await writeFile(path, flipped)
      expect({ at, code: (await tierline('snapshot', 'verify', path)).code }).not.toEqual({ at, code: 0 })
    }
  }, 300_000)

  it('hashes exactly the text of the content', async () => {
    const { id, hash } = await year.snapshot('2021-12')
    const text = (await year.file(id, 'json')).toString('utf8')
    const content = text.slice(text.indexOf('"content":') + '"content":'.length, text.lastIndexOf('}'))
    const found = [content, content.slice(0, content.lastIndexOf('}') + 1)].map((each) => createHash('sha256').update(each.trim()).digest('hex'))
    expect(found).toContain(hash)
    expect(TOWNS.every((town) => content.includes(`"unit":"${town}"`))).toBe(true)
  }, 30_000)
})

async function object(id: number, accept: boolean): Promise<void> {
  const raised = Objection.parse(await year.write(`/v1/snapshots/${id}/objections`, { unit: 'c', indicator: 'punctuality', by: '丙镇联络员', reason: '系统停机', evidence: '停机记录' }))
  const refused = await year.client.send('POST', `/v1/snapshots/${id}/move`, { to: 'final', by: CLERK, note: '试' })
  expect(refused.status).toBe(409)
  await year.write(`/v1/objections/${raised.id}/decide`, { accept, ...(accept ? { adjustment: '1.50' } : {}), by: CLERK, reason: accept ? '属实' : '不属实' })
}

async function throughToIssued({ id, moves }: Pick<Snapshot, 'id' | 'moves'>): Promise<void> {
  const next = (['checking', 'objections', 'final', 'issued'] as const).find((state) => moves.includes(state))
  if (!next) return
  await throughToIssued(await year.move(id, next, next === 'issued' ? DIRECTOR : CLERK))
}

/** Its annex holds the totals; the leaves stand in the workbook. */
const BULLETINS: ReadonlySet<string> = new Set(['docx'])

/** A workbook's cell holds the number alone: its unit of measure stands in the header. */
const printed = (figure: string): string => /^(-?[\d.]+ ?%?)/.exec(figure)?.[1]?.replace(' ', '') ?? figure

const byUnit = <T extends { unit: string }>(rows: readonly T[]): T[] => rows.toSorted((one, other) => (one.unit < other.unit ? -1 : 1))

const tierline = (...args: string[]): Promise<{ code: number; said: string }> => new Promise((resolve) => {
  execFile(process.execPath, [CLI, ...args], { env: { ...process.env, TIERLINE_LOG_LEVEL: 'error' } }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, said: out + err }))
})
