/** A seeded stream of numbers, so that a failure can be played again from its seed. */
export class Random {
  constructor(private state: number) {}

  /** From 0 inclusive to 1 exclusive (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from `least` to `most`, both inclusive. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  one<T>(of: readonly T[]): T {
    const found = of[this.whole(0, of.length - 1)]
    if (found === undefined) throw new Error('Nothing to choose from: the list is empty.')
    return found
  }

  /** The same things in any order. */
  shuffled<T>(things: readonly T[]): T[] {
    const keyed = things.map((thing) => ({ thing, key: this.next() }))
    return keyed.sort((a, b) => a.key - b.key).map(({ thing }) => thing)
  }
}
