import { Board, BoardList } from '@tierline/contracts/board'
import { Catalogue } from '@tierline/contracts/catalogue'
import { CloudEvent } from '@tierline/contracts/event'
import { EventSamples, UnitChanges, UnitExplanation } from '@tierline/contracts/explanation'
import { IngestReply, QUARANTINE_CODES } from '@tierline/contracts/ingest'
import { Attribute, AttributeReply, Judgement, JudgementKind, JudgementReply, NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import { ListedRubric } from '@tierline/contracts/rubric/page'
import { QuarantineList, Reconciliation, ReplayReply, ReplayRequest } from '@tierline/contracts/quality'
import { RubricPage } from '@tierline/contracts/rubric/page'
import { WhatIf } from '@tierline/contracts/rubric/what-if'
import { ListedUnit } from '@tierline/contracts/unit'
import * as z from 'zod/mini'
import { ALERT_OPERATIONS } from './alert-operations.ts'
import { SNAPSHOT_OPERATIONS } from './snapshot-operations.ts'
import type { Operation, Parameter } from './operation.ts'

const ADDRESS: readonly Parameter[] = [
  { name: 'rubric', in: 'path', description: 'Id of the rubric, like liuan-2021' },
  { name: 'group', in: 'path', description: 'Id of the group, like liuan-counties' },
]
const VIEW: readonly Parameter[] = [
  { name: 'period', in: 'query', description: '2021, 2021-Q4, 2021-10, or ytd; the rubric’s usual one where absent' },
  { name: 'at', in: 'query', description: 'An instant of the past, like 2021-12-15T23:59:59+08:00; live where absent' },
  { name: 'reading', in: 'query', description: 'As it was known then, or as corrected since', values: ['known', 'corrected'] },
]
const OF_UNIT: Parameter = { name: 'unit', in: 'query', description: 'Code or alias of the unit' }
const OF_RUBRIC: readonly Parameter[] = [{ name: 'rubric', in: 'query', description: 'Id of the rubric' }, { name: 'period', in: 'query', description: 'Period that it was entered for' }]
const OF_JUDGEMENT: readonly Parameter[] = [
  { name: 'indicator', in: 'query', description: 'Id of the leaf, or of the veto' }, { name: 'kind', in: 'query', description: 'Kind of judgement', values: JudgementKind.options },
  { name: 'by', in: 'query', description: 'Who entered it, as it was entered' },
]
const UNDER: Parameter = { name: 'under', in: 'query', description: 'question:option, the board under another reading of that ambiguity; may be repeated', repeated: true }
const WHAT_IF: readonly Parameter[] = [
  ...VIEW.slice(0, 2),
  { name: 'reading', in: 'query', description: 'question:option, another reading of an ambiguity; may be repeated, all are taken at once', repeated: true },
]
const UNIT: Parameter = { name: 'unit', in: 'path', description: 'Code of the unit' }

/** Every operation, in the order of the way of an event. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post', path: '/v1/events', tag: 'events', role: 'ingest', problems: [400, 408, 413, 415, 429, 503],
    summary: 'Send events: one, an array, or a stream of lines; binary-mode CloudEvents too. What can be read is accepted and has an outcome each.',
    parameters: [{ name: 'lane', in: 'query', description: 'backfill for imports, which go beside live events and never delay them; live where absent', values: ['live', 'backfill'] }],
    body: { 'application/cloudevents+json': CloudEvent, 'application/cloudevents-batch+json': z.array(CloudEvent), 'application/x-ndjson': null },
    reply: { schema: IngestReply },
  },
  { method: 'get', path: '/v1/catalogue', tag: 'events', summary: 'The event types that the door takes, with their fields', reply: { schema: Catalogue } },
  { method: 'get', path: '/v1/units', tag: 'units', summary: 'Units with their aliases and groups', reply: { schema: z.array(ListedUnit) } },
  {
    method: 'post', path: '/v1/units/{code}/aliases', tag: 'units', role: 'admin', problems: [400, 404, 409], summary: 'Give a unit another name; events that wait for it can then be replayed',
    parameters: [{ name: 'code', in: 'path', description: 'Code of the unit' }],
    body: { 'application/json': z.object({ alias: z.string(), reason: z.string(), by: z.string() }) }, reply: { schema: ListedUnit, status: 201 },
  },
  {
    method: 'get', path: '/v1/quarantine', tag: 'quality', summary: 'Events that were accepted and not counted, with the reason', problems: [400], reply: { schema: QuarantineList },
    parameters: [
      { name: 'code', in: 'query', description: 'Only this reason', values: QUARANTINE_CODES }, { name: 'source', in: 'query', description: 'Only this source' },
      { name: 'limit', in: 'query', description: 'Rows at most' },
    ],
  },
  {
    method: 'post', path: '/v1/quarantine/replay', tag: 'quality', role: 'admin', problems: [400], summary: 'Try quarantined events again; a dry run changes nothing',
    body: { 'application/json': ReplayRequest }, reply: { schema: ReplayReply },
  },
  { method: 'get', path: '/v1/reconciliation', tag: 'quality', summary: 'What became of every accepted event; whether the balance holds', reply: { schema: Reconciliation } },
  { method: 'get', path: '/v1/boards', tag: 'boards', summary: 'Every board: rubric, group and periods', reply: { schema: BoardList } },
  { method: 'get', path: '/v1/boards/{rubric}/{group}', tag: 'boards', summary: 'A board with its rows; its ETag is its seq and content', parameters: [...ADDRESS, ...VIEW, UNDER], problems: [400, 404, 503], reply: { schema: Board } },
  {
    method: 'get', path: '/v1/boards/{rubric}/{group}/what-if', tag: 'boards', problems: [400, 404, 413, 503], reply: { schema: WhatIf },
    summary: 'The board scored a second time: under other readings from the facts of its seq, under another version from stored events; who moves, and through which leaf. Nothing is stored.',
    parameters: [...ADDRESS, ...WHAT_IF, { name: 'version', in: 'query', description: 'Content hash of a version or draft that was ever loaded (GET /v1/rubrics/{id} lists them)' }],
  },
  {
    method: 'post', path: '/v1/boards/{rubric}/{group}/what-if', tag: 'boards', problems: [400, 404, 413, 415, 422, 503], reply: { schema: WhatIf },
    summary: 'The same for a draft that is sent as its text, at most 256 kB; every fault of it is named. One runs at a time; who comes meanwhile is told when to come again.',
    parameters: [...ADDRESS, ...WHAT_IF], body: { 'application/yaml': null },
  },
  { method: 'get', path: '/v1/boards/{rubric}/{group}/units/{unit}', tag: 'boards', summary: 'Why a unit has its points: leaf by leaf, down to the clause and the events', parameters: [...ADDRESS, UNIT, ...VIEW], problems: [400, 404], reply: { schema: UnitExplanation } },
  {
    method: 'get', path: '/v1/boards/{rubric}/{group}/units/{unit}/events', tag: 'boards', summary: 'A sample of the events behind one measure', problems: [400, 404], reply: { schema: EventSamples },
    parameters: [...ADDRESS, UNIT, { name: 'indicator', in: 'query', description: 'Id of the indicator' }, { name: 'measure', in: 'query', description: 'Name of the measure in the rubric' }, ...VIEW],
  },
  {
    method: 'get', path: '/v1/boards/{rubric}/{group}/units/{unit}/changes', tag: 'boards', problems: [400, 404], reply: { schema: UnitChanges },
    summary: 'What moved a unit’s score between two instants, as it was known then: which leaf, by how much, and whether its own figures, the others, a judgement or the rule did it',
    parameters: [
      ...ADDRESS, UNIT, { name: 'from', in: 'query', description: 'The earlier instant, like 2021-12-01T00:00:00+08:00', required: true }, ...VIEW.filter(({ name }) => name !== 'reading'),
    ],
  },
  { method: 'get', path: '/v1/rubrics', tag: 'boards', summary: 'Every version of every rubric that stands, with its days, and the drafts', reply: { schema: z.array(ListedRubric) } },
  {
    method: 'get', path: '/v1/rubrics/{name}', tag: 'boards', problems: [400, 404, 409], reply: { schema: RubricPage },
    summary: 'A rubric as people read it: the official table, definitions, open questions, figures that do not compute, every version. With .md, .html or .xlsx after the id, as a file',
    parameters: [
      { name: 'name', in: 'path', description: 'Id of the rubric, like liuan-2021; liuan-2021.xlsx for the workbook' },
      { name: 'hash', in: 'query', description: 'The version with this content hash (its first letters are enough); the one in force where absent' },
      { name: 'lang', in: 'query', description: 'Language of the file', values: ['zh', 'en'] },
    ],
  },
  { method: 'get', path: '/v1/judgements', tag: 'entries', summary: 'Judgements that were entered, newest first, withdrawn ones with what withdrew them', parameters: [...OF_RUBRIC, OF_UNIT, ...OF_JUDGEMENT], problems: [400, 404], reply: { schema: z.array(Judgement) } },
  {
    method: 'post', path: '/v1/judgements', tag: 'entries', role: ['judge', 'claim'], problems: [400, 404], summary: 'Enter judgements, all or none: who judged what, why, on which evidence. A key with the role claim enters and withdraws claims alone. The reply names the boards that they re-scored.',
    body: { 'application/json': z.union([NewJudgement, z.array(NewJudgement)]) }, reply: { schema: JudgementReply, status: 201 },
  },
  {
    method: 'get', path: '/v1/attributes', tag: 'entries', summary: 'Attributes that were entered', problems: [400, 404], reply: { schema: z.array(Attribute) },
    parameters: [OF_UNIT, { name: 'name', in: 'query', description: 'Name of the attribute' }],
  },
  {
    method: 'post', path: '/v1/attributes', tag: 'entries', role: 'judge', problems: [400, 404], summary: 'Enter attributes, all or none: numbers about units, dated and cited; as JSON or CSV',
    body: { 'application/json': z.union([NewAttribute, z.array(NewAttribute)]), 'text/csv': null }, reply: { schema: AttributeReply, status: 201 },
  },
  ...ALERT_OPERATIONS,
  ...SNAPSHOT_OPERATIONS,
  { method: 'get', path: '/healthz', tag: 'service', summary: 'The process answers', reply: { media: 'application/json' } },
  { method: 'get', path: '/readyz', tag: 'service', summary: 'It can serve boards; with the build’s id', reply: { media: 'application/json' }, problems: [503] },
  { method: 'get', path: '/metrics', tag: 'service', summary: 'Prometheus metrics', reply: { media: 'text/plain' } },
  { method: 'get', path: '/openapi.json', tag: 'service', summary: 'This document', reply: { media: 'application/json' } },
]
