/** What a board read about one unit, in few bytes: kept beside its points, so that a score of any seq can be explained from its own inputs. */
export interface StoredFacts {
  /** Integers as text by slot; a keyed reading as a mapping. */
  r: (string | Record<string, string>)[]
  /** Slots that are provisional. */
  p?: number[]
  /** Name → value, effective day, citation, who. */
  a?: Record<string, [string, string, string, string]>
  /** id, indicator, item, kind, value, reason, evidence, who, effective day. */
  j?: StoredJudgement[]
  /** Whether the unit has reported anything at all. */
  e: 0 | 1
}

export type StoredJudgement = [number, string, string | null, JudgedKind, string, string, string, string, string]
export type JudgedKind = 'points' | 'claimed' | 'met' | 'figure' | 'not_applicable' | 'adjusted'

/** The same as the scoring core takes it; structurally its `UnitFacts`. */
export interface ReadFacts {
  unit: string
  readings: ({ value: bigint; provisional: boolean } | { byKey: Record<string, bigint>; provisional: boolean })[]
  attributes: Record<string, { value: string; effective: string; citation: string; by: string }>
  judgements: { id: number; indicator: string; item?: string | undefined; kind: JudgedKind; value: string; reason: string; evidence: string; by: string; effective: string }[]
  events: number
}

/** Writes facts down for storage. */
export function packFacts(facts: ReadFacts): StoredFacts {
  const provisional = facts.readings.flatMap((reading, slot) => (reading.provisional ? [slot] : []))
  const attributes = Object.entries(facts.attributes)
  return {
    r: facts.readings.map((reading) => ('value' in reading ? String(reading.value) : textByKey(reading.byKey))),
    ...(provisional.length > 0 ? { p: provisional } : {}),
    ...(attributes.length > 0 ? { a: Object.fromEntries(attributes.map(([name, fact]) => [name, [fact.value, fact.effective, fact.citation, fact.by]])) } : {}),
    ...(facts.judgements.length > 0 ? { j: facts.judgements.map(packJudgement) } : {}),
    e: facts.events > 0 ? 1 : 0,
  }
}

/** Reads stored facts back. */
export function unpackFacts(unit: string, stored: StoredFacts): ReadFacts {
  const provisional = new Set(stored.p)
  return {
    unit,
    readings: stored.r.map((reading, slot) => (typeof reading === 'string'
      ? { value: BigInt(reading), provisional: provisional.has(slot) }
      : { byKey: Object.fromEntries(Object.entries(reading).map(([key, value]) => [key, BigInt(value)])), provisional: provisional.has(slot) })),
    attributes: Object.fromEntries(Object.entries(stored.a ?? {}).map(([name, [value, effective, citation, by]]) => [name, { value, effective, citation, by }])),
    judgements: (stored.j ?? []).map(([id, indicator, item, kind, value, reason, evidence, by, effective]) => ({
      id, indicator, item: item ?? undefined, kind, value, reason, evidence, by, effective,
    })),
    events: stored.e,
  }
}

function packJudgement(fact: ReadFacts['judgements'][number]): StoredJudgement {
  return [fact.id, fact.indicator, fact.item ?? null, fact.kind, fact.value, fact.reason, fact.evidence, fact.by, fact.effective]
}

function textByKey(byKey: Record<string, bigint>): Record<string, string> {
  return Object.fromEntries(Object.keys(byKey).sort().map((key) => [key, String(byKey[key])]))
}
