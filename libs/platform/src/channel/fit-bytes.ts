import type { OutMessage } from './channel-adapter.ts'

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => Buffer.byteLength(text)

/** The message's markdown in at most so many bytes: cut at a character, never inside a link, with a tail that says how many things there were. */
export function fitMarkdown({ markdown, language, items }: Pick<OutMessage, 'markdown' | 'language' | 'items'>, maxBytes: number): string {
  if (bytesOf(markdown) <= maxBytes) return markdown
  const tail = tailOf(language, items)
  return `${cutOutsideLinks(markdown, maxBytes - bytesOf(tail)).trimEnd()}${tail}`
}

/** The longest beginning of a text, whole code points, in at most so many bytes. */
export function cutBytes(text: string, maxBytes: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += bytesOf(character)
    if (bytes > maxBytes) break
    end += character.length
  }
  return text.slice(0, end)
}

function cutOutsideLinks(markdown: string, maxBytes: number): string {
  const cut = cutBytes(markdown, Math.max(0, maxBytes))
  for (const { index, 0: link } of markdown.matchAll(/\[[^\]\n]*\]\([^)\n]*\)/g)) {
    if (index >= cut.length) break
    if (index + link.length > cut.length) return cut.slice(0, index)
  }
  return cut
}

function tailOf(language: 'zh' | 'en', items: number | undefined): string {
  if (items === undefined) return '……'
  return language === 'zh' ? `\n……共 ${items} 条` : `\n… ${items} in all`
}
