/** Seeded random numbers (sfc32, Chris Doty-Humphrey's small fast counting generator): the same seed gives the same run on every machine. */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: string) {
    ;[this.a, this.b, this.c] = [hashOf(seed, 0x9e3779b9), hashOf(seed, 0x243f6a88), hashOf(seed, 0xb7e15162)]
    for (let turn = 0; turn < 12; turn++) this.next()
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    const mixed = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + mixed | 0
    return (mixed >>> 0) / 4_294_967_296
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)]
    if (found === undefined) throw new Error('Cannot pick from an empty list.')
    return found
  }
}

/** FNV-1a over the seed's UTF-16 units. */
function hashOf(seed: string, start: number): number {
  let hash = start
  for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 16_777_619)
  return hash | 0
}
