import type { Catalogue } from '@tierline/contracts/catalogue'
import type { EventSample } from '@tierline/contracts/explanation'
import { caseOf } from '@tierline/scoring'
import { isoOf } from '../board/watermark.store.ts'
import type { SampledEvent } from './sample.store.ts'

/** An event as people may see it: titles of the catalogue, personal fields left out. */
export function eventSample(event: SampledEvent, unitCode: string, { types }: Catalogue): EventSample {
  const type = types[event.type]
  const fields = Object.entries(type?.fields ?? {}).flatMap(([name, field]) => {
    const value = event.data[name]
    return field.personal || value === undefined || value === null ? [] : [{ title: field.title, value: textOf(value) }]
  })
  return {
    source: event.source, id: event.id, type: event.type, title: type?.title ?? { zh: event.type, en: event.type },
    time: isoOf(event.time), arrived: isoOf(event.arrived), fields, caseKey: caseOf({ type: event.type, unit: unitCode, data: event.data }, types)?.key ?? null,
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('、')
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
