import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import type { Attachment, OutMessage } from '@tierline/platform/channel/channel-adapter'
import { barChannel, readTarget, takeToken } from '@tierline/platform/channel/channel.store'
import type { StoredTarget } from '@tierline/platform/channel/channel.store'
import type { Outbound } from '@tierline/platform/channel/outbound'
import type { Platform } from '@tierline/platform/platform'
import { Seal } from '@tierline/platform/seal'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { fileName } from '../file/file-name.ts'
import type { SnapshotFiles } from '../file/snapshot-files.ts'
import { MEDIA_TYPES } from '../file/write-file.ts'
import { exportFile } from './export-folder.ts'
import { issuedMessage } from './issued-message.ts'

export interface DeliveryParts {
  platform: Platform
  files: SnapshotFiles
  outbound: Pick<Outbound, 'send'>
  /** The machine's time, epoch ms; sending does not run by the stored clock. */
  now(): number
}

/** What became of one attempt. */
export interface Delivered {
  outcome: 'sent' | 'retry' | 'failed'
  detail: string
}

/** Attached to one mail together at most; what is more goes by link. */
const MOST_ATTACHED_BYTES = 15 * 1024 * 1024

/** Hands files of one snapshot to one target, once. */
export async function deliver(parts: DeliveryParts, frozen: FrozenSnapshot, { target, formats }: { target: string; formats: readonly FileFormat[] }): Promise<Delivered> {
  const [, kind, name = ''] = /^(folder|channel):(.*)$/.exec(target) ?? []
  if (kind === 'folder') return await toFolder(parts, frozen, { folder: name, formats })
  if (kind !== 'channel') return { outcome: 'failed', detail: `目标“${target}”不是文件夹，也不是渠道` }
  const { db, secrets } = parts.platform
  const channel = await readTarget(db, new Seal(Buffer.from(secrets.seal, 'hex')), name)
  if (!channel) return { outcome: 'failed', detail: `没有渠道“${name}”：请在通知渠道中新建，或修改快照方案` }
  if (!channel.enabled) return { outcome: 'failed', detail: `渠道“${name}”已停用` }
  return await toChannel(parts, frozen, { id: name, channel, formats })
}

async function toFolder({ platform, files }: DeliveryParts, frozen: FrozenSnapshot, { folder, formats }: { folder: string; formats: readonly FileFormat[] }): Promise<Delivered> {
  const written: string[] = []
  for (const format of formats) {
    await exportFile(platform.config.files.exportsFolder, folder, await files.write(frozen, format))
    written.push(fileName(frozen, format))
  }
  return { outcome: 'sent', detail: `已写入：${written.join('、')}` }
}

/** A channel has one bucket for alerts and files: a bulletin must not cost an alert its place, nor the robot its limit. */
async function toChannel({ platform, files, outbound, ...clock }: DeliveryParts, frozen: FrozenSnapshot, { id, channel, formats }: { id: string; channel: StoredTarget; formats: readonly FileFormat[] }): Promise<Delivered> {
  const { isGiven } = await platform.db.transaction((tx) => takeToken(tx, id, clock.now()))
  if (!isGiven) return { outcome: 'retry', detail: `渠道“${id}”已到发送上限，稍后再试` }
  const attachments = channel.target.kind === 'email' ? await attachmentsOf(files, frozen, formats) : []
  const message: OutMessage = issuedMessage(frozen, { formats, language: channel.language, publicUrl: platform.config.messages.publicUrl, attachments })
  const { outcome, detail, isWorthRetrying, barredMs } = await outbound.send(channel.target, message)
  if (barredMs !== null) await platform.db.transaction((tx) => barChannel(tx, id, { now: clock.now(), until: clock.now() + barredMs }))
  return outcome === 'sent' ? { outcome: 'sent', detail } : { outcome: isWorthRetrying ? 'retry' : 'failed', detail }
}

async function attachmentsOf(files: SnapshotFiles, frozen: FrozenSnapshot, formats: readonly FileFormat[]): Promise<Attachment[]> {
  const attached: Attachment[] = []
  let room = MOST_ATTACHED_BYTES
  for (const format of formats) {
    const { name, body } = await files.write(frozen, format)
    const content = await gathered(body, room)
    if (content === null) continue
    attached.push({ name, mediaType: MEDIA_TYPES[format], content })
    room -= content.length
  }
  return attached
}

/** The whole body; null where it is longer than there is room. */
async function gathered(body: AsyncIterable<Buffer>, mostBytes: number): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
