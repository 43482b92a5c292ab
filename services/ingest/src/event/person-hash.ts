import { hash } from 'node:crypto'

const BLOCK = 64
const DIGEST = 32

/**
 * Replaces a person's mark by a keyed hash: HMAC-SHA256 (RFC 2104), the first 16 bytes as 32 hex digits.
 * Both keyed pads stand ready in one buffer each, since making an Hmac object a value costs more than the hashing.
 */
export class PersonHash {
  private inner = Buffer.alloc(BLOCK + 1_024)
  private readonly outer = Buffer.alloc(BLOCK + DIGEST)

  constructor(key: Buffer) {
    if (key.length < 16) throw new Error(`The key of personal fields has ${key.length} bytes, expected 16 at least. Restore the key file of the data folder.`)
    const padded = Buffer.alloc(BLOCK)
    ;(key.length > BLOCK ? hash('sha256', key, 'buffer') : key).copy(padded)
    for (let at = 0; at < BLOCK; at += 1) {
      this.inner[at] = (padded[at] ?? 0) ^ 0x36
      this.outer[at] = (padded[at] ?? 0) ^ 0x5c
    }
  }

  of(person: string): string {
    const end = BLOCK + this.inner.write(person, BLOCK, 'utf8')
    if (end > this.inner.length - 4) return this.ofLong(person)
    hash('sha256', this.inner.subarray(0, end), 'buffer').copy(this.outer, BLOCK)
    this.inner.fill(0, BLOCK, end)
    return hash('sha256', this.outer, 'hex').slice(0, DIGEST)
  }

  /** `write` stops where the buffer ends, so a text that fills it is hashed again with room enough. */
  private ofLong(person: string): string {
    const longer = Buffer.alloc(BLOCK + Buffer.byteLength(person) + 8)
    this.inner.copy(longer, 0, 0, BLOCK)
    this.inner = longer
    return this.of(person)
  }
}
