import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import type { Attachment, OutMessage } from '@tierline/platform/channel/channel-adapter'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { fileName } from '../file/file-name.ts'
import { stampOf } from '../model/stamp.ts'

interface Told {
  formats: readonly FileFormat[]
  language: 'zh' | 'en'
  publicUrl: string | null
  attachments: readonly Attachment[]
}

/** What a channel is told of an issued snapshot: its files by link, the hash to check them by, and the files themselves where the channel takes them. */
export function issuedMessage(frozen: FrozenSnapshot, { formats, language, publicUrl, attachments }: Told): OutMessage {
  const { id, hash, algorithm, head, issued } = frozen
  const stamp = stampOf(frozen)
  const files = formats.map((format) => ({ format, name: fileName(frozen, format), url: `${publicUrl ?? ''}/v1/snapshots/${id}.${format}` }))
  const words = language === 'zh' ? zhWords(frozen) : enWords(frozen)
  const demo = stamp.demo === null ? '' : language === 'zh' ? '【演示数据】' : '[demo data] '
  const subject = `${demo}${words.subject}`
  return {
    id: `snapshot-${id}-${formats.join('-')}`, subject, language, items: files.length, attachments,
    text: [words.line, words.hash, ...files.map(({ name, url }) => `${name}\n${url}`)].join('\n'),
    markdown: [words.line, words.hash, ...files.map(({ name, url }) => `- [${name}](${url})`)].join('\n'),
    json: { type: 'snapshot.issued', snapshot: id, key: head.key, revision: head.revision, cutoff: head.cutoff, issued, algorithm, hash, demo: stamp.demo !== null, files },
  }
}

interface Words {
  subject: string
  line: string
  hash: string
}

function zhWords(frozen: FrozenSnapshot): Words {
  const { subject, group, line } = stampOf(frozen)
  return { subject: `${subject}通报（${group}）已签发`, line: `${frozen.issued ? `签发：${frozen.issued.by}　` : ''}${line}`, hash: `校验值（${frozen.algorithm}）：${frozen.hash}` }
}

function enWords({ id, head, issued, algorithm, hash }: FrozenSnapshot): Words {
  const { board } = head
  return {
    subject: `Issued: ${board.title.en}, ${board.group.title.en}, ${board.period.title.en}`,
    line: `Snapshot ${id}, revision ${head.revision}, cut-off ${head.cutoff}, rubric version ${board.rubric.version}${issued ? `, issued by ${issued.by}` : ''}`, hash: `Hash (${algorithm}): ${hash}`,
  }
}
