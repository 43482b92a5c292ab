/** SHA-256 of the UTF-8 bytes of a text as 64 hex digits (FIPS 180-4); here because the core imports nothing of Node. */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text))
  const view = new DataView(message.buffer)
  const state = [...INITIAL]
  for (let offset = 0; offset < message.length; offset += 64) compress(state, view, offset)
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const INITIAL = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const
const ROUNDS = roundConstants()

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((bytes.length + 9) / 64) * 64
  const out = new Uint8Array(length)
  out.set(bytes)
  out[bytes.length] = 0x80
  new DataView(out.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n)
  return out
}

function compress(state: number[], view: DataView, offset: number): void {
  const w = schedule(view, offset)
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(w, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (at(state, i) + word) | 0
}

function schedule(view: DataView, offset: number): number[] {
  const w = Array.from({ length: 16 }, (_, i) => view.getInt32(offset + i * 4))
  for (let i = 16; i < 64; i++) {
    const [x, y] = [at(w, i - 15), at(w, i - 2)]
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
    w.push((at(w, i - 16) + s0 + at(w, i - 7) + s1) | 0)
  }
  return w
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, computed exactly. */
function roundConstants(): number[] {
  const primes: bigint[] = []
  for (let n = 2n; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n)
  return primes.map((prime) => Number(cubeRoot(prime << 96n) & 0xffffffffn) | 0)
}

function cubeRoot(n: bigint): bigint {
  let root = 0n
  for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((root + bit) ** 3n <= n) root += bit
  return root
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by))
const at = (words: readonly number[], i: number): number => words[i] ?? 0
