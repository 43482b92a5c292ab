import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { lookAt, tierLook } from './tier-look.ts'
import { tokensCss } from './tokens-css.ts'
import { palettes, TIER_SHAPES, type Palette, type ThemeName } from './tokens.ts'

const ENOUGH = 4.5

describe.each(['light', 'dark'] satisfies ThemeName[])('the %s theme', (theme) => {
  const palette = palettes[theme]
  const surfaces = { bg: palette.bg, surface: palette.surface, raised: palette.raised, focusTint: palette.focusTint }

  it.each(Object.entries(surfaces))('has text that can be read on %s', (_name, surface) => {
    for (const text of [palette.ink, palette.ink2, palette.focus, ...palette.tiers]) expect({ text, ratio: contrast(text, surface) >= ENOUGH }).toEqual({ text, ratio: true })
  })
  it('has alerts that can be read', () => {
    for (const surface of [palette.bg, palette.surface, palette.raised, palette.alertTint]) expect(contrast(palette.alert, surface)).toBeGreaterThanOrEqual(ENOUGH)
    expect(contrast(palette.onInk, palette.ink)).toBeGreaterThanOrEqual(ENOUGH)
  })
  it('has tiers that can be read on their own tint, and told apart by shape', () => {
    palette.tiers.forEach((color, index) => expect(contrast(color, palette.tints[index] ?? '')).toBeGreaterThanOrEqual(ENOUGH))
    expect(new Set(TIER_SHAPES).size).toBe(palette.tiers.length)
  })
  it('has borders that can be seen', () => {
    expect(contrast(palette.ruleStrong, palette.surface)).toBeGreaterThanOrEqual(3)
  })
  it('gives every colour to the style sheet', () => {
    const css = tokensCss()
    for (const color of colorsOf(palette)) expect(css).toContain(color)
  })
})

describe('colours', () => {
  it('stand in the tokens and nowhere else', async () => {
    const root = join(dirname(fileURLToPath(import.meta.url)), '..')
    const files = (await readdir(root, { recursive: true })).filter((name) => /\.(vue|css|ts)$/.test(name) && !/theme.tokens|\.test\.ts$/.test(name))
    const found = await Promise.all(files.map(async (name) => ((await readFile(join(root, name), 'utf8')).match(/#[0-9a-fA-F]{3,8}\b(?=[^-\w]|$)|\brgba?\(|\bhsla?\(/g) ?? []).map((hit) => `${name}: ${hit}`)))
    expect(found.flat()).toEqual([])
  })
  it('of a tier follow its place from the best', () => {
    const tiers = ['a', 'b'].map((id) => ({ id, title: { zh: id, en: id }, line: null, declaredBy: '' }))
    expect(tierLook(tiers, 'b')).toEqual({ index: 1, shape: '◆', color: 'var(--tier-2)', tint: 'var(--tier-2-tint)' })
    expect([tierLook(tiers, null), tierLook(tiers, 'c'), lookAt(9).shape]).toEqual([null, null, '✕'])
  })
})

function colorsOf(palette: Palette): string[] {
  return Object.values(palette).flat() as string[]
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

// WCAG 2.1, relative luminance.
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
