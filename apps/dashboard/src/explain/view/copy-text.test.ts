import { describe, expect, it } from '@jest/globals'
import { copyText } from './copy-text.ts'

/** The few parts of a document that copying touches, recording what was done to them. */
function smallPage(execCommand: () => boolean) {
  const done: string[] = []
  const field = { value: '', style: {}, setAttribute: () => undefined, select: () => done.push('select'), setSelectionRange: () => undefined, remove: () => done.push('remove') }
  const page = {
    activeElement: { focus: () => done.push('focus back') }, createElement: () => field,
    body: { appendChild: () => done.push('append') },
    execCommand: (command: string) => { done.push(`${command} ${field.value}`); return execCommand() },
  }
  return { page: page as unknown as Document, done }
}

describe('copyText', () => {
  it('copies by execCommand, takes its field away again and gives the focus back', () => {
    const { page, done } = smallPage(() => true)
    expect(copyText('一段说明', page)).toBe(true)
    expect(done).toEqual(['append', 'select', 'copy 一段说明', 'remove', 'focus back'])
  })

  it.each([
    ['refuses', () => false],
    ['throws', () => { throw new Error('not allowed') }],
  ])('says so where the browser %s, and still cleans up', (_, execCommand) => {
    const { page, done } = smallPage(execCommand)
    expect(copyText('x', page)).toBe(false)
    expect(done.slice(-2)).toEqual(['remove', 'focus back'])
  })
})
