import { describe, expect, it } from '@jest/globals'
import type { FrozenUnit } from '@tierline/contracts/snapshot/content'
import { canonicalJson } from '@tierline/scoring'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { bulletinOf } from '../model/bulletin/bulletin.ts'
import { drawHere, fileOf } from './testing/read-back.ts'
import { scoredSnapshot, unitsOf } from './testing/scored-stand.ts'
import { writeFile } from './write-file.ts'

const UNITS = 1_200

/** A big board that is never in memory as a whole, and counts how far it has been read in the last pass over it. */
async function bigSnapshot(): Promise<{ frozen: FrozenSnapshot; read: () => number; open: () => number }> {
  const scored = await scoredSnapshot({ zones: 1 })
  const first = (await unitsOf(scored)).at(-1)
  if (!first) throw new Error('no unit')
  const { row, explanation } = first
  let [read, open] = [0, 0]
  const each = async function* <T>(what: (unit: FrozenUnit) => T): AsyncIterable<T> {
    read = 0
    open++
    try {
      for (let at = 1; at <= UNITS; at++) {
        read = at
        const unit: FrozenUnit = { row: { ...row, unit: `z${at}`, name: `第${at}村`, rank: at }, facts: {}, explanation: { ...explanation, leaves: [], branches: [] } }
        yield await Promise.resolve(what(unit))
      }
    } finally {
      open--
    }
  }
  return { frozen: { ...scored, units: () => each((unit) => ({ text: canonicalJson(unit) })), rows: () => each((unit) => unit.row) }, read: () => read, open: () => open }
}

describe('a board of many units', () => {
  it.each(['xlsx', 'csv', 'json'] as const)('is written as %s while it is still being read', async (format) => {
    const { frozen, read, open } = await bigSnapshot()
    const { body } = await writeFile(frozen, format, drawHere)
    let size = 0
    let readAtHalf = 0
    for await (const piece of body) {
      size += piece.length
      if (size > 40_000 && readAtHalf === 0) readAtHalf = read()
    }
    expect(size).toBeGreaterThan(80_000)
    expect(readAtHalf).toBeLessThan(UNITS)
    expect([read(), open()]).toEqual([UNITS, 0])
  })

  it.each(['csv', 'json'] as const)('gives its source back when nobody reads the %s to its end', async (format) => {
    const { frozen, open } = await bigSnapshot()
    const { body } = await writeFile(frozen, format, drawHere)
    for await (const piece of body) if (piece.length > 0) break
    expect(open()).toBe(0)
  })

  it('is told by docx and pdf with the head alone, which refers to the workbook', async () => {
    const { frozen } = await bigSnapshot()
    const { annex, paragraphs } = await bulletinOf(frozen)
    expect(annex).toBeNull()
    expect(paragraphs.map(({ text }) => text).join('\n')).toContain('附件：考评结果一览表（共1200个单位，篇幅所限，见同一快照的电子表格文件 .xlsx）')
    expect((await fileOf(frozen, 'docx')).length).toBeGreaterThan(5_000)
  })
})
