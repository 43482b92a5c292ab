import type { SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { Statements } from '@tierline/platform/database/database'
import { contentHash, contentText } from '../freeze/frozen.ts'
import { readUnitTexts } from '../freeze/write.store.ts'
import { broken, holds, skipped } from './checks.ts'
import type { Check } from './checks.ts'
import { countLinks, readStored } from './verify.store.ts'
import type { StoredSnapshot } from './verify.store.ts'

/** Follows the chain back to its first link: each names the one before it by the hash that its content still has. */
export async function checkChain(db: Statements, stored: StoredSnapshot, head: SnapshotHead): Promise<Check> {
  if (stored.link === null) return skipped('chain', '尚未定稿，不在链上', 'it is not final and in no chain yet')
  let [current, previous, length] = [stored, head.previous, 1]
  if (stored.link !== (await countLinks(db, { ...stored, link: stored.link })) + 1) return broken('chain', '链上有缺：此前的通报少了', 'the chain has a gap: snapshots before this one are missing')
  while (previous !== null) {
    const before = await readStored(db, previous.id)
    if (!before || current.previous !== previous.id || before.link !== (current.link ?? 0) - 1) return broken('chain', `#${current.id} 所指的上一份 #${previous.id} 不存在或次序不符`, `#${current.id} names #${previous.id} before it, which is not there or not in that place`)
    const hash = await storedHash(db, before)
    if (hash !== previous.hash || before.hash !== previous.hash) return broken('chain', `#${before.id} 的校验值为 ${hash.slice(0, 8)}，#${current.id} 记的是 ${previous.hash.slice(0, 8)}`, `#${before.id} hashes to ${hash.slice(0, 8)}, #${current.id} recorded ${previous.hash.slice(0, 8)}`)
    ;[current, previous, length] = [before, (JSON.parse(before.head) as SnapshotHead).previous, length + 1]
  }
  if (current.link !== 1) return broken('chain', `链止于 #${current.id}，它却不是第一份`, `the chain ends at #${current.id}, which is not its first`)
  return holds('chain', `自第一份起 ${length} 份通报环环相扣`, `${length} snapshots hang together back to the first`)
}

/** The hash of what is stored now. */
export async function storedHash(db: Statements, { id, algorithm, head }: Pick<StoredSnapshot, 'id' | 'algorithm' | 'head'>): Promise<string> {
  return await contentHash(algorithm, contentText(head, readUnitTexts(db, id)))
}
