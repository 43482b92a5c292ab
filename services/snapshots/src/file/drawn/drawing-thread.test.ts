import { describe, expect, it } from '@jest/globals'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { drawHere, partOf, pdfPages } from '../testing/read-back.ts'
import { frozenOf, scoredSnapshot, unitsOf } from '../testing/scored-stand.ts'
import { DrawingThread } from './drawing-thread.ts'
import { MissingGlyphs } from './fonts.ts'

const thread = new DrawingThread(null)
const draw = async (frozen: FrozenSnapshot, format: 'docx' | 'pdf' | 'png'): Promise<Buffer> => Buffer.from(await thread.draw(frozen, format))

describe('the drawing thread', () => {
  it('draws what is drawn in the calling thread: of more rows than are handed over at once', async () => {
    const frozen = await scoredSnapshot({ zones: 230 })
    const [here, there] = [Buffer.from(await drawHere(frozen, 'docx')), await draw(frozen, 'docx')]
    expect(partOf(there, 'word/document.xml')).toBe(partOf(here, 'word/document.xml'))
    expect(partOf(there, 'word/document.xml')).toContain('第230示范区')
  })

  it('draws pdf and png too, each after the other however many are asked for at once', async () => {
    const frozen = await scoredSnapshot()
    const [pdf, png, again] = await Promise.all([draw(frozen, 'pdf'), draw(frozen, 'png'), draw(frozen, 'png')])
    expect(await pdfPages(pdf)).toEqual(await pdfPages(Buffer.from(await drawHere(frozen, 'pdf'))))
    expect([png.equals(Buffer.from(await drawHere(frozen, 'png'))), again.equals(png)]).toEqual([true, true])
  })

  it('says which characters the font has not, and goes on with the next file', async () => {
    const frozen = await scoredSnapshot()
    const odd = await frozenOf(frozen.head, (await unitsOf(frozen)).map((unit) => ({ ...unit, row: { ...unit.row, name: '\u{2A6A5}' } })))
    const failed = thread.draw(odd, 'png')
    const next = draw(frozen, 'png')
    await expect(failed).rejects.toThrow(MissingGlyphs)
    await expect(failed).rejects.toThrow(/“\u{2A6A5}” \(U\+2A6A5\) in .*TIERLINE_FONTS/u)
    expect((await next).subarray(1, 4).toString()).toBe('PNG')
  })

  it('passes on what the snapshot fails with, and gives its source back', async () => {
    const frozen = await scoredSnapshot()
    let isOpen = false
    const rows = async function* () {
      isOpen = true
      try {
        yield* frozen.rows()
        throw new Error('read it again')
      } finally {
        isOpen = false
      }
    }
    await expect(thread.draw({ ...frozen, rows }, 'pdf')).rejects.toThrow('read it again')
    expect(isOpen).toBe(false)
  })

  it('ends a drawing that takes longer than its limit', async () => {
    await expect(new DrawingThread(null, 1).draw(await scoredSnapshot(), 'pdf')).rejects.toThrow('snapshot 42.pdf: found no file after 0.001 s of drawing')
  })

  it('names a folder of fonts that is not there', async () => {
    await expect(new DrawingThread('/nowhere/fonts').draw(await scoredSnapshot(), 'png')).rejects.toThrow(/ENOENT.*\/nowhere\/fonts/)
  })
})
