/** So many patches are looked through one by one; more are laid into a map of their own. */
const MOST_PATCHED = 512

/** A map with a few entries in the place of those of another one, which stays as it was: changing ten of forty thousand rows copies ten. */
export class PatchedMap<K, V> implements ReadonlyMap<K, V> {
  private constructor(private readonly whole: ReadonlyMap<K, V>, private readonly patch: ReadonlyMap<K, V>) {}

  /** `map` with these entries; keys that it does not have are refused, for nothing is added. */
  static of<K, V>(map: ReadonlyMap<K, V>, entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> {
    const [whole, old] = map instanceof PatchedMap ? [map.whole as ReadonlyMap<K, V>, map.patch as ReadonlyMap<K, V>] : [map, new Map<K, V>()]
    const patch = new Map(old)
    for (const [key, value] of entries) {
      if (!whole.has(key)) throw new RangeError(`PatchedMap: found the new key ${String(key)}, expected one of the map; make a new map to add to it`)
      patch.set(key, value)
    }
    return patch.size > MOST_PATCHED ? new Map([...whole, ...patch]) : new PatchedMap(whole, patch)
  }

  get size(): number {
    return this.whole.size
  }

  get(key: K): V | undefined {
    return this.patch.has(key) ? this.patch.get(key) : this.whole.get(key)
  }

  has(key: K): boolean {
    return this.whole.has(key)
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.whole) yield [key, this.patch.has(key) ? this.patch.get(key) as V : value]
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  keys(): MapIterator<K> {
    return this.whole.keys()
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this)
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}
