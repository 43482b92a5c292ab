import type { EventSamples } from '@tierline/contracts/explanation'
import type { Platform } from '@tierline/platform/platform'
import { compileMeasures, contributionsOfCase, contributionsOfEvent, foldCase, readCalendars, withClockTypes } from '@tierline/scoring'
import type { FactEvent, FactTypes, MeasureSet, Reading, WorkCalendar } from '@tierline/scoring'
import { badQuery } from '../desk/board-question.ts'
import type { BoardQuestion } from '../desk/board-question.ts'
import { eventSample } from './event-samples.ts'
import type { Explanations } from './explanations.ts'
import { readFactEvents, readUnitCases, readUnitEvents } from './sample.store.ts'
import type { SampledCase, SampledEvent } from './sample.store.ts'
import type { Views } from './views.ts'

/** Which events: those behind a measure of the rubric, newest first. */
export interface SampleQuery {
  measure?: string
  /** The leaf that asks; says nothing more than the measure does. */
  indicator?: string
  limit?: string
}

const LIMIT = { usual: 20, most: 200 } as const
/** Events or cases looked at in one page, and pages at most: what is rarer than that is not found. */
const PAGE = { size: 500, most: 20 } as const

interface Search {
  unit: number
  code: string
  reading: Reading
  /** The board's instant: later events are not behind its figures. */
  instant: number
  limit: number
  measures: MeasureSet
  types: FactTypes
}

/** Shows events behind a number, filtered and windowed as its measure says. */
export class EventSampler {
  private calendar: WorkCalendar | null = null

  constructor(private readonly platform: Platform, private readonly parts: { views: Views; explanations: Explanations }) {}

  async sample(question: BoardQuestion, unitText: string, query: SampleQuery): Promise<EventSamples> {
    const viewed = await this.parts.views.find(question)
    const unit = this.parts.explanations.unitOn(viewed, unitText)
    const { plan, instant } = viewed.view
    const reading = plan.readings.find(({ name }) => name === query.measure)
    if (!reading) throw badQuery('measure', query.measure ?? 'nothing', `a measure of the rubric (${plan.readings.map(({ name }) => name).join(', ')})`)
    const search: Search = {
      unit: unit.id, code: unit.code, reading, instant: question.at === null ? Infinity : instant, limit: limitOf(query.limit),
      measures: compileMeasures([{ id: 0, declaration: reading.declaration }]), types: withClockTypes(this.platform.rules.catalogue.types),
    }
    const { events, isAll } = 'case' in reading.declaration.of ? await this.ofCases(search, reading.declaration.of.case) : await this.ofEvents(search, [reading.declaration.of.event].flat())
    const samples = events.slice(0, search.limit).map((event) => eventSample(event, this.platform.directory.unitById(event.unit)?.code ?? unit.code, this.platform.rules.catalogue))
    return { total: isAll ? events.length : null, events: samples }
  }

  private async ofEvents(search: Search, types: readonly string[]): Promise<Found> {
    const { unit, code, reading, limit } = search
    const until = Math.min(reading.until, search.instant + 1)
    const found: SampledEvent[] = []
    for (let page = 0; page < PAGE.most; page++) {
      const events = await readUnitEvents(this.platform.db, { unit, types, from: reading.from, until, limit: PAGE.size, offset: page * PAGE.size })
      found.push(...events.filter((event) => contributionsOfEvent({ ...event, unit: code }, search.measures, search.types[event.type]).length > 0))
      if (events.length < PAGE.size) return { events: found, isAll: true }
      if (found.length >= limit) break
    }
    return { events: found, isAll: false }
  }

  private async ofCases(search: Search, kind: string): Promise<Found> {
    const { db, rules, clock } = this.platform
    this.calendar ??= readCalendars(rules.calendars)
    const context = { types: search.types, calendar: this.calendar, instant: Math.min(search.instant, clock.now()) }
    const counted: FactEvent[] = []
    let isAll = false
    for (let page = 0; page < PAGE.most && !isAll && counted.length < search.limit; page++) {
      const cases = await readUnitCases(db, { unit: search.unit, kind, limit: PAGE.size, offset: page * PAGE.size })
      isAll = cases.length < PAGE.size
      counted.push(...cases.flatMap((stored) => this.countedFacts(stored, search, context)))
    }
    const events = await readFactEvents(db, counted.slice(0, PAGE.size).flatMap((fact) => {
      const unit = this.platform.directory.unitByCode(fact.unit)
      return unit ? [{ ...fact, unit: unit.id }] : []
    }))
    return { events, isAll: isAll && counted.length <= PAGE.size }
  }

  /** The facts of a case that the measure counts, none where it does not. */
  private countedFacts({ kind, key, facts }: SampledCase, { reading, measures, instant, code }: Search, context: Parameters<typeof foldCase>[2]): FactEvent[] {
    const known = facts.map(([time, type, source, id, unit, corrects, data]): FactEvent => ({ time, type, source, id, unit, corrects, data })).filter(({ time }) => time <= instant)
    const state = foldCase({ kind, key }, known, context)
    const isCounted = state !== null && contributionsOfCase(state, measures).some(({ bucket, unit }) => unit === code && bucket >= reading.from && bucket < reading.until)
    return isCounted ? known : []
  }
}

interface Found {
  events: SampledEvent[]
  isAll: boolean
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return LIMIT.usual
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > LIMIT.most) throw badQuery('limit', text.slice(0, 20), `a number from 1 to ${LIMIT.most}`)
  return limit
}
