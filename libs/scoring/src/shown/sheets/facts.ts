import { say } from '../../explain/words.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { boardHead } from '../board-head.ts'

/** A line of what the rubric says of itself. */
export interface Fact {
  title: Bilingual
  text: Bilingual
}

const MODES = { half_up: say('四舍五入', 'half up'), half_even: say('四舍六入五成双', 'half to even'), truncate: say('截尾', 'cut off') } as const
const PERIODS = { year: say('年', 'year'), quarter: say('季', 'quarter'), month: say('月', 'month'), to_date: say('本年累计', 'year to date') } as const

/** Version, days in force, sources, points and rounding, order, tiers, conversion, vetoes: one line each, only what the rubric has. */
export function factsOf(rubric: Rubric): Fact[] {
  const { effective, periods, version, hash } = rubric
  return [
    { title: say('版本', 'Version'), text: say(`${version}（${hash.slice(0, 8)}）${rubric.status === 'draft' ? '，草案' : ''}`, `${version} (${hash.slice(0, 8)})${rubric.status === 'draft' ? ', a draft' : ''}`) },
    { title: say('施行', 'In force'), text: say(`自 ${effective.from} 起${effective.until === undefined ? '' : `，至 ${effective.until} 止`}`, `from ${effective.from}${effective.until === undefined ? '' : ` until ${effective.until}`}`) },
    { title: say('来源', 'Source'), text: { zh: rubric.sources.map(({ document }) => document.zh).join('；'), en: rubric.sources.map(({ document }) => document.en).join('; ') } },
    { title: say('周期', 'Period'), text: PERIODS[periods.official] },
    ...pointsFacts(rubric), ...orderFacts(rubric), ...effectFacts(rubric),
    ...(rubric.note ? [{ title: say('说明', 'Note'), text: rubric.note }] : []),
  ]
}

function pointsFacts({ points }: Rubric): Fact[] {
  if (!points) return [{ title: say('分值', 'Points'), text: say('文件未规定分值', 'the document prints no points') }]
  const cap = points.cap === undefined ? say('', '') : say(`，连同加分最多 ${points.cap} 分`, `, with the bonus at most ${points.cap}`)
  const mode = MODES[points.mode]
  return [{ title: say('分值', 'Points'), text: say(`满分 ${points.total} 分${cap.zh}；每条保留 ${points.decimals} 位小数（${mode.zh}）`, `${points.total}${cap.en}; each line with ${points.decimals} decimals, rounded ${mode.en}`) }]
}

function orderFacts(rubric: Rubric): Fact[] {
  const { tiers, tiersDeclared, ranking } = boardHead(rubric)
  const lines = (language: keyof Bilingual): string => tiers.map((tier) => `${tier.title[language]}${tier.line === null ? '' : ` ≥ ${tier.line}`}`).join(language === 'zh' ? '，' : ', ')
  const by = rubric.tiers === 'undeclared' ? say('', '') : say(`（${rubric.tiers.declared_by}）`, ` (${rubric.tiers.declared_by})`)
  return [
    { title: say('排名', 'Ranking'), text: ranking.title },
    { title: say('等次', 'Tiers'), text: tiersDeclared ? say(lines('zh') + by.zh, lines('en') + by.en) : say('文件未规定', 'undeclared') },
  ]
}

function effectFacts(rubric: Rubric): Fact[] {
  const { conversion, vetoes } = boardHead(rubric)
  return [
    ...(conversion ? [{ title: say('换算', 'Conversion'), text: conversion.weight === null ? say(`${conversion.title.zh}（权重文件未规定）`, `${conversion.title.en} (the weight is not printed)`) : say(`${conversion.title.zh}：满分折 ${conversion.weight} 分`, `${conversion.title.en}: full marks become ${conversion.weight}`) }] : []),
    ...vetoes.map((veto) => ({ title: say('一票否决', 'Veto'), text: say(`${veto.title.zh}：${veto.effect.zh}（${veto.clause}）`, `${veto.title.en}: ${veto.effect.en} (${veto.clause})`) })),
  ]
}
