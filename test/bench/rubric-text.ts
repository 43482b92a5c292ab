/** A rubric of so many leaves: most by steps over a rate, every eighth by rank, every eighth linear. */
export function rubricText(leaves: number): string {
  const each = Array.from({ length: leaves }, (_, index) => index + 1)
  return [
    'id: bench', "version: '1'", 'title: { zh: 基准, en: Bench }',
    'sources: [{ id: own, document: { zh: 基准, en: Bench } }]',
    'zone: Asia/Shanghai', 'effective: { from: 2000-01-01 }', 'periods: { official: year }', 'groups: [all]',
    `points: { total: '${leaves * 2}', decimals: '2', mode: half_up }`,
    'ranking: { by: score, ties: competition, title: { zh: 总分, en: Total } }', 'tiers: undeclared',
    'attributes:', '  population: { title: { zh: 人口, en: Population }, counted_in: { zh: 人, en: residents } }',
    'measures:', ...each.map((n) => `  m${n}: { title: { zh: 量${n}, en: m${n} }, counted_in: { zh: 次, en: times }, of: { event: code.verified }, where: { checkpoint: c${n} }, aggregate: count }`),
    'indicators:', ...each.flatMap(leaf),
  ].join('\n')
}

function leaf(n: number): string[] {
  return [
    `  - id: l${n}`, `    number: '${n}'`, `    title: { zh: 指标${n}, en: Indicator ${n} }`, `    definition: { zh: 量${n} ÷ 人口, en: m${n} ÷ residents }`,
    "    points: '2'", `    cite: { source: own, clause: '${n}' }`,
    `    value: { kind: ratio, numerator: m${n}, denominator: population, show: percent, zero_denominator: unknown }`,
    ...rule(n),
  ]
}

function rule(n: number): string[] {
  if (n % 8 === 0) return ['    rule:', '      kind: rank', '      direction: desc', "      bands: [{ from: '1', to: '100', points: '2' }, { from: '101', to: '2000', points: '1' }, { from: '2001', points: '0' }]"]
  if (n % 8 === 1) return ["    rule: { kind: linear, better: higher, base: 90%, per: 1%, change: '0.02', partial: pro_rata, floor: '0' }"]
  return ['    rule:', '      kind: steps', "      steps: [{ at_least: 80%, points: '2' }, { at_least: 40%, below: 80%, points: '1' }, { below: 40%, points: '0' }]"]
}
