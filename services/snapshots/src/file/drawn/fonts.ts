import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { GlyphCover } from './glyph-cover.ts'

export type Weight = 'regular' | 'bold'

/** A font file with the characters that it has. */
export interface FontFile {
  path: string
  cover: GlyphCover
}

/** The font of pdf and png: of the bureau's folder, else the one that is carried along. Read once. */
export class Fonts {
  private readonly read = new Map<Weight, Promise<FontFile>>()

  /** @param folder holds `regular.otf|ttf` and `bold.otf|ttf`; null: the one that is carried along. */
  constructor(private readonly folder: string | null) {}

  async file(weight: Weight): Promise<FontFile> {
    const known = this.read.get(weight) ?? this.open(weight)
    this.read.set(weight, known)
    try {
      return await known
    } catch (error) {
      this.read.delete(weight)
      throw error
    }
  }

  /** Says which characters of a text the font has not, and where they stand; all of them at once. */
  async check(texts: readonly { place: string; text: string; weight?: Weight }[]): Promise<void> {
    const missing = new Map<string, string>()
    for (const { place, text, weight = 'regular' } of texts) {
      const { cover } = await this.file(weight)
      for (const character of text) if (!missing.has(character) && !BLANK.test(character) && !cover.has(character.codePointAt(0) ?? 0)) missing.set(character, place)
    }
    if (missing.size > 0) throw new MissingGlyphs(missing, (await this.file('regular')).path)
  }

  private async open(weight: Weight): Promise<FontFile> {
    const path = this.folder === null ? carried(weight) : await this.inFolder(this.folder, weight)
    return { path, cover: GlyphCover.of(await readFile(path), path) }
  }

  private async inFolder(folder: string, weight: Weight): Promise<string> {
    const names = await readdir(folder)
    const name = names.find((one) => new RegExp(`^${weight}\\.(otf|ttf)$`, 'i').test(one))
    if (name === undefined) throw new Error(`${folder}: found ${names.join(', ') || 'nothing'}, expected ${weight}.otf or ${weight}.ttf; put the font there, or leave TIERLINE_FONTS out for the one that is carried along`)
    return join(folder, name)
  }
}

/** Characters that a font would draw as boxes. */
export class MissingGlyphs extends Error {
  constructor(readonly missing: ReadonlyMap<string, string>, readonly font: string) {
    const listed = [...missing].map(([character, place]) => `“${character}” (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}) in ${place}`)
    super(`${font}: found no glyph for ${listed.join('; ')}; expected one for every character. Put a font that has them into a folder as regular.otf and bold.otf, and name it by TIERLINE_FONTS.`)
  }
}

/** What draws nothing. */
const BLANK = /[\s\u200b\ufeff]/

const carried = (weight: Weight): string => join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts', weight === 'bold' ? 'NotoSansHans-Bold.otf' : 'NotoSansHans-Regular.otf')
