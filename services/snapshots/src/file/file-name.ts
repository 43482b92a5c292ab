import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import { subjectOf } from '../model/stamp.ts'
import type { Stamped } from '../model/stamp.ts'
import { STATE_WORDS } from '../model/words.ts'

/** Bytes that a name takes at most: file systems stop at 255. */
const MOST_BYTES = 200

/** `六安市…2021年10月通报（县区）.docx`; a revision and what is not issued say so in the name. */
export function fileName({ head, state }: Pick<Stamped, 'head' | 'state'>, format: FileFormat): string {
  const revision = head.revision > 1 ? `第${head.revision - 1}次修订` : ''
  const mark = state === 'issued' ? '' : `非正式-${STATE_WORDS[state]}`
  const tail = [head.board.group.title.zh, revision, mark].filter((part) => part !== '').map((part) => `（${part}）`).join('')
  return `${shortened(plain(`${subjectOf({ head })}通报`), MOST_BYTES - Buffer.byteLength(plain(tail)))}${plain(tail)}.${format}`
}

/** `attachment` with the name in both forms (RFC 6266, RFC 5987): plain for very old readers, in UTF-8 for all others. */
export function contentDisposition(name: string, plainName: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (found) => `%${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`
}

/** Without what a file system refuses or a shell reads. */
const plain = (text: string): string => text.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '')

function shortened(text: string, most: number): string {
  let kept = text
  while (Buffer.byteLength(kept) > most) kept = Array.from(kept).slice(0, -1).join('')
  return kept
}
