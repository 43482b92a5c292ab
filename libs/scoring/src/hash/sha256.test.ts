import { describe, expect, it } from '@jest/globals'
import { canonicalJson } from './canonical.ts'
import { sha256 } from './sha256.ts'

describe('sha256', () => {
  it('gives the digests of the standard', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('equals the platform at every length around a block, in Chinese too', async () => {
    for (let length = 0; length < 200; length++) {
      const text = '榜'.repeat(length % 7) + 'x'.repeat(length)
      expect(sha256(text)).toBe(await platformDigest(text))
    }
  })
})

describe('canonicalJson', () => {
  it('orders keys and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: '榜' }], a: undefined, A: null })).toBe('{"A":null,"b":[1,{"c":"榜","d":1}]}')
  })
})

async function platformDigest(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
