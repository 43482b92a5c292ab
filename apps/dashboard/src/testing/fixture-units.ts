/** A unit's names for a fixture: code, name, English name, short name, pinyin initials. */
export type FixtureUnit = readonly [code: string, name: string, nameEn: string, short: string, initials: string]

/** Counties and districts of a real city; every figure that fixtures give them is invented. */
export const COUNTIES: readonly FixtureUnit[] = [
  ['341502', '金安区', 'Jin’an District', '金安', 'jaq'],
  ['341503', '裕安区', 'Yu’an District', '裕安', 'yaq'],
  ['341504', '叶集区', 'Yeji District', '叶集', 'yjq'],
  ['341522', '霍邱县', 'Huoqiu County', '霍邱', 'hqx'],
  ['341523', '舒城县', 'Shucheng County', '舒城', 'scx'],
  ['341524', '金寨县', 'Jinzhai County', '金寨', 'jzx'],
  ['341525', '霍山县', 'Huoshan County', '霍山', 'hsx'],
  ['341571', '六安经济技术开发区', 'Lu’an Economic and Technological Development Zone', '六安经开区', 'lajkq'],
]

/** As many units as asked for: the counties first, then numbered townships. */
export function fixtureUnits(count: number): FixtureUnit[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0')
    return COUNTIES[index] ?? ([`local-${number}`, `示范镇${number}`, `Sample Township ${number}`, `示范${number}`, `sfz${number}`] as const)
  })
}
