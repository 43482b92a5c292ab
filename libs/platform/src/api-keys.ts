import { createHash, randomBytes } from 'node:crypto'
import { countKeys, findKey, storeKey } from './api-keys.store.ts'
import type { NewKey } from './api-keys.store.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'

/**
 * What a key may do: send events; enter claims about its own units, as the units themselves do; enter judgements of every kind and attributes, as assessors do;
 * keep watches and channels and answer for alerts; freeze, check, issue and withdraw snapshots; mend units and replay quarantine.
 */
export const KEY_ROLES = ['ingest', 'claim', 'judge', 'watch', 'issue', 'admin'] as const
export type KeyRole = (typeof KEY_ROLES)[number]

/** A key that was checked; a null set means every one. */
export interface ApiKey {
  name: string
  sources: ReadonlySet<string> | null
  types: ReadonlySet<string> | null
  units: ReadonlySet<string> | null
  roles: ReadonlySet<string>
}

const CACHE_MS = 5_000

/** Keys of the door, hashed at rest (SHA-256 of 32 random bytes needs no stretching). */
export class ApiKeys {
  private readonly cache = new Map<string, { key: ApiKey | null; until: number }>()

  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** The key behind an `authorization: Bearer …` or `x-api-key` header, or null. */
  async check(headers: { authorization?: string | undefined; 'x-api-key'?: string | string[] | undefined }): Promise<ApiKey | null> {
    const sent = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer\s+/i, '')
    if (typeof sent !== 'string' || sent === '' || sent.length > 200) return null
    const digest = hashOf(sent)
    const cached = this.cache.get(digest.toString('hex'))
    if (cached && cached.until > Date.now()) return cached.key
    const key = await this.read(digest)
    if (this.cache.size > 1_000) this.cache.clear()
    this.cache.set(digest.toString('hex'), { key, until: Date.now() + CACHE_MS })
    return key
  }

  /** Makes a key and returns it; it cannot be read back later. */
  async make(key: NewKey): Promise<string> {
    const text = `tl_${randomBytes(32).toString('base64url')}`
    await storeKey(this.db, key, hashOf(text), new Date(this.clock.now()))
    return text
  }

  /** Makes the first key of an installation, or null when there is one. */
  async makeFirst(): Promise<string | null> {
    return (await countKeys(this.db)) === 0n ? await this.make({ name: 'first', roles: ['ingest', 'judge', 'watch', 'issue', 'admin'] }) : null
  }

  private async read(digest: Buffer): Promise<ApiKey | null> {
    const stored = await findKey(this.db, digest)
    if (!stored) return null
    const set = (list: string[] | null): Set<string> | null => (list ? new Set(list) : null)
    return { name: stored.name, sources: set(stored.sources), types: set(stored.types), units: set(stored.units), roles: new Set(stored.roles) }
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
