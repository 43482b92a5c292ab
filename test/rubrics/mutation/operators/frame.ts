import { at, GONE, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'
import { entriesDropped, leftOut, movedFigures, ofEach, ofEachKey, otherWords } from './fields.ts'
import { conditionBounds, movedFigure } from './figures.ts'
import { movedDay } from './measures.ts'
import { ruleChanges, swappedNeighbours } from './rules.ts'
import { operandChanges, valueChanges } from './values.ts'

/** Every change of what stands around the indicators: total, rounding, ranking, tiers, vetoes, conversion, parameters, summaries, duties, readings, printed figures. */
export function frameChanges(data: unknown): Change[][] {
  return [...pointsChanges(data), ...rankingChanges(data), ...tierChanges(data), ...vetoChanges(data), ...parameterChanges(data), ...summaryChanges(data), ...dutyChanges(data), ...readingChanges(data), ...discrepancyChanges(data)]
}

function pointsChanges(data: unknown): Change[][] {
  return [
    ...movedFigures(data, ['points'], ['total', 'cap']), ...leftOut(data, ['points', 'cap']),
    ...(canBeFractional(data) ? otherWords(data, ['points', 'mode'], { words: ['half_up', 'truncate'] }) : []),
    ...(canBeFractional(data) ? otherWords(data, ['points', 'decimals'], { words: ['1', '2'] }) : []),
    ...(at(data, ['points']) === undefined ? [] : otherWords(data, ['rates'], { words: ['exact', 'percent_2dp'], absent: 'exact' })),
    ...movedFigures(data, ['conversion'], ['weight']), ...leftOut(data, ['conversion']),
    ...(at(data, ['ranking', 'small_samples']) === 'apart' ? [...movedFigure(data, ['small_sample']), ...leftOut(data, ['small_sample'])] : []),
  ]
}

/** Rounding shows only where some rule divides. */
function canBeFractional(data: unknown): boolean {
  const text = JSON.stringify(at(data, ['indicators']))
  return /"kind":"(proportional|imported)"|"to_best"|"(weigh|average)"|"peers_mean"|"redistribute"/.test(text) || (/"kind":"linear"/.test(text) && /"partial":"pro_rata"|"kind":"linear"(?![^}]*"partial")/.test(text))
}

function rankingChanges(data: unknown): Change[][] {
  return [
    ...(at(data, ['ranking', 'by']) === 'value' ? otherWords(data, ['ranking', 'direction'], { words: ['desc', 'asc'], absent: 'desc' }) : []),
    ...(at(data, ['ranking', 'by']) === 'none' ? [] : [[{ path: ['ranking', 'by'], operator: 'ranking changed', to: 'none' }]]),
    ...(isNode(at(data, ['ranking', 'ties'])) || at(data, ['ranking', 'by']) === 'none' ? [] : otherWords(data, ['ranking', 'ties'], { words: ['competition', 'dense'], absent: 'competition' })),
    ...leftOut(data, ['ranking', 'small_samples'], 'flag'),
    ...entriesDropped(data, ['ranking', 'ties', 'then_by']), ...swappedNeighbours(data, ['ranking', 'ties', 'then_by']),
    ...(isNode(at(data, ['ranking', 'ties'])) ? leftOut(data, ['ranking', 'ties']) : []),
    ...ofEach(data, ['ranking', 'ties', 'then_by'], (entry) => otherWords(data, [...entry, 'direction'], { words: ['desc', 'asc'], absent: 'desc' })),
  ]
}

function tierChanges(data: unknown): Change[][] {
  return [
    ...entriesDropped(data, ['tiers', 'lines']), ...ofEach(data, ['tiers', 'lines'], (line) => movedFigure(data, [...line, 'line'], 'tier moved')),
    ...(isNode(at(data, ['tiers'])) ? otherWords(data, ['tiers', 'reads'], { words: ['score', 'converted'], absent: 'score' }) : []),
  ]
}

function vetoChanges(data: unknown): Change[][] {
  return ofEach(data, ['vetoes'], (veto) => [
    ...leftOut(data, [...veto, 'when']), ...conditionBounds(data, [...veto, 'when']), ...operandChanges(data, [...veto, 'when', 'of']),
    ...movedFigures(data, [...veto, 'effect'], ['cap']),
    ...(at(data, [...veto, 'effect']) === 'zero' ? [] : [[{ path: [...veto, 'effect'], operator: 'effect changed', to: 'zero' }]]),
    ...tiersOf(data).filter((tier) => typeof at(data, [...veto, 'effect', 'tier']) === 'string' && tier !== at(data, [...veto, 'effect', 'tier'])).map((to): Change[] => [{ path: [...veto, 'effect', 'tier'], operator: 'forced tier changed', to }]),
  ]).concat(entriesDropped(data, ['vetoes']))
}

function tiersOf(data: unknown): string[] {
  const lines = at(data, ['tiers', 'lines'])
  return Array.isArray(lines) ? lines.flatMap((line: unknown) => (isNode(line) && typeof line['id'] === 'string' ? [line['id']] : [])) : []
}

function parameterChanges(data: unknown): Change[][] {
  return ofEachKey(data, ['parameters'], (parameter) => [
    ...entriesDropped(data, [...parameter, 'dated']),
    ...ofEach(data, [...parameter, 'dated'], (entry) => [...movedFigure(data, [...entry, 'value'], 'parameter moved'), ...(entry.at(-1) === 0 ? [] : movedDay(data, [...entry, 'from']))]),
  ])
}

function summaryChanges(data: unknown): Change[][] {
  return ofEach(data, ['summaries'], (summary) => [
    ...leftOut(data, [...summary, 'once_per']), ...leftOut(data, [...summary, 'among']),
    ...entriesDropped(data, [...summary, 'among']), ...entriesDropped(data, [...summary, 'counted']),
    ...['among', 'counted'].flatMap((key) => ofEach(data, [...summary, key], (row) => conditionBounds(data, row))),
  ])
}

function dutyChanges(data: unknown): Change[][] {
  return [...entriesDropped(data, ['duties']), ...ofEach(data, ['duties'], (duty) => momentMoved(data, [...duty, 'due']))]
}

/** A moment one day later: `end+5` → `end+6`, a day → the next. */
function momentMoved(data: unknown, path: Path): Change[][] {
  const moment = String(at(data, path))
  const match = /^(start|end)(?:([+-])(\d+)(wd)?)?$/.exec(moment)
  if (!match) return movedDay(data, path).slice(0, 1)
  const days = Number(`${match[2] ?? '+'}${match[3] ?? '0'}`) + 1
  return [[{ path, operator: 'moment moved', to: `${match[1] ?? ''}${days < 0 ? '-' : '+'}${Math.abs(days)}${match[4] ?? ''}` }]]
}

/** The other readings: what they change, changed. The chosen one changes nothing; that it does not is the linter's to see. */
function readingChanges(data: unknown): Change[][] {
  return ofEach(data, ['ambiguities'], (ambiguity) => {
    const chosen = at(data, [...ambiguity, 'chosen'])
    return [...otherChoice(data, ambiguity), ...ofEach(data, [...ambiguity, 'options'], (option) => (at(data, [...option, 'id']) === chosen ? [] : optionChanges(data, option)))]
  })
}

const SCORING = ['rule', 'value', 'indicators', 'rubric']

function optionChanges(data: unknown, option: Path): Change[][] {
  return [
    ...SCORING.flatMap((key) => leftOut(data, [...option, key])),
    ...ofEachKey(data, [...option, 'indicators'], (indicator) => [
      [{ path: indicator, operator: 'change dropped', to: GONE }], ...ruleChanges(data, [...indicator, 'rule']), ...valueChanges(data, [...indicator, 'value']),
    ]),
    ...ruleChanges(data, [...option, 'rule']), ...valueChanges(data, [...option, 'value']),
  ]
}

/** Another reading chosen, where choosing makes a difference. */
function otherChoice(data: unknown, ambiguity: Path): Change[][] {
  const options = at(data, [...ambiguity, 'options'])
  const others = (Array.isArray(options) ? options : []).flatMap((option: unknown) => (
    isNode(option) && option['id'] !== at(data, [...ambiguity, 'chosen']) && SCORING.some((key) => key in option) ? [option['id']] : []
  ))
  return others.slice(0, 1).map((to): Change[] => [{ path: [...ambiguity, 'chosen'], operator: 'choice changed', to }])
}

function discrepancyChanges(data: unknown): Change[][] {
  return ofEach(data, ['discrepancies'], (entry) => operandChanges(data, [...entry, 'compute']))
}
