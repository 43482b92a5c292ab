import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** Seals what may hold person data in places unknown: AES-256-GCM; nonce, tag and text as one base64. Opened for replay only. */
export class Seal {
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) throw new Error(`The key of sealed events has ${key.length} bytes, expected 32. Restore the key file of the data folder.`)
  }

  close(text: Buffer): string {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce)
    const sealed = Buffer.concat([cipher.update(text), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  /** The text, or null where it was sealed with another key or has been changed. */
  open(sealed: Buffer): Buffer | null {
    if (sealed.length < NONCE + TAG) return null
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
    } catch {
      return null
    }
  }
}
