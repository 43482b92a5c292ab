import { FrozenExplanation } from '@tierline/contracts/snapshot/content'
import { RemovedPlan, SnapshotPlan, SnapshotPlanChange, SnapshotPlanList, SnapshotPlanRemoval } from '@tierline/contracts/snapshot/plan'
import {
  FilePreview, NewObjection, NewRevision, NewSnapshot, Objection, ObjectionDecision, ObjectionWithdrawal, Snapshot, SNAPSHOT_STATES, SnapshotDetail, SnapshotDifference, SnapshotList, SnapshotMove, SnapshotRows,
  SnapshotVerification,
} from '@tierline/contracts/snapshot/snapshot'
import type { Operation, Parameter } from './operation.ts'

/** Who freezes, moves and issues. */
const ISSUE = ['issue', 'admin'] as const
/** Who may object, for the units of their key. */
const OBJECT = ['claim', 'judge', 'issue', 'admin'] as const
const DECIDE = ['issue', 'judge', 'admin'] as const

const numbered = (what: string): readonly Parameter[] => [{ name: 'id', in: 'path', description: `Number of the ${what}` }]
const ID = numbered('snapshot')
const UNIT: Parameter = { name: 'unit', in: 'path', description: 'Code of the unit' }
const OF_PLAN: readonly Parameter[] = [{ name: 'id', in: 'path', description: 'Id of the plan' }]

/** Frozen boards, their files, objections and plans. */
export const SNAPSHOT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get', path: '/v1/snapshots', tag: 'snapshots', problems: [400], reply: { schema: SnapshotList }, summary: 'Snapshots, newest cut-off first, with the moves that are possible now and when the plan makes the next one by itself',
    parameters: [
      { name: 'rubric', in: 'query', description: 'Id of the rubric' }, { name: 'group', in: 'query', description: 'Id of the group' }, { name: 'period', in: 'query', description: 'Period of the board' },
      { name: 'state', in: 'query', description: 'Only in this state', values: SNAPSHOT_STATES },
    ],
  },
  {
    method: 'post', path: '/v1/snapshots', tag: 'snapshots', role: ISSUE, problems: [400, 404, 409], reply: { schema: Snapshot, status: 201 }, body: { 'application/json': NewSnapshot },
    summary: 'Freeze a board as it was known at a cut-off, now where none is named; a board’s period is frozen once, later freezes are revisions',
  },
  { method: 'get', path: '/v1/snapshots/{id}', tag: 'snapshots', parameters: ID, problems: [404], reply: { schema: SnapshotDetail }, summary: 'A snapshot with its steps, objections, deliveries, revisions and everything frozen but rows and facts' },
  { method: 'get', path: '/v1/snapshots/{id}/rows', tag: 'snapshots', parameters: ID, problems: [404], reply: { schema: SnapshotRows }, summary: 'The frozen rows, in the order of the board' },
  { method: 'get', path: '/v1/snapshots/{id}/units/{unit}', tag: 'snapshots', parameters: [...ID, UNIT], problems: [404], reply: { schema: FrozenExplanation }, summary: 'Why a unit has its points in a snapshot, as it was frozen' },
  {
    method: 'get', path: '/v1/snapshots/{id}.{format}', tag: 'snapshots', problems: [400, 404, 422], reply: { media: 'application/octet-stream' },
    summary: 'A file of the snapshot: xlsx, csv, docx, pdf, png, or json with everything and its hash. The same figures as on screen; the hash stands in every one.',
    parameters: [...ID, { name: 'format', in: 'path', description: 'Kind of file', values: ['xlsx', 'csv', 'docx', 'pdf', 'png', 'json'] }],
  },
  {
    method: 'get', path: '/v1/snapshots/{id}/preview', tag: 'snapshots', problems: [400, 404], reply: { schema: FilePreview }, summary: 'What a file will print, cell by cell',
    parameters: [...ID, { name: 'format', in: 'query', description: 'Kind of file; xlsx where absent', values: ['xlsx', 'csv', 'docx'] }],
  },
  {
    method: 'post', path: '/v1/snapshots/{id}/move', tag: 'snapshots', role: ISSUE, parameters: ID, problems: [400, 404, 409], body: { 'application/json': SnapshotMove }, reply: { schema: Snapshot },
    summary: 'Move a snapshot on, or withdraw it; a move that is not possible is refused with those that are, open objections keep it from being final',
  },
  {
    method: 'post', path: '/v1/snapshots/{id}/revisions', tag: 'snapshots', role: ISSUE, parameters: ID, problems: [400, 404, 409], body: { 'application/json': NewRevision }, reply: { schema: Snapshot, status: 201 },
    summary: 'Freeze the same cut-off afresh as corrected, facts that came later included; once it is issued the one before is superseded',
  },
  { method: 'get', path: '/v1/snapshots/{id}/late', tag: 'snapshots', parameters: ID, problems: [404], reply: { schema: SnapshotDifference }, summary: 'What came after the cut-off: the frozen figures against the corrected reading at it' },
  {
    method: 'get', path: '/v1/snapshots/{id}/difference', tag: 'snapshots', problems: [400, 404], reply: { schema: SnapshotDifference }, summary: 'Every figure that differs from this snapshot to another one, under another version of the rubric too',
    parameters: [...ID, { name: 'with', in: 'query', description: 'Number of the other snapshot', required: true }],
  },
  { method: 'post', path: '/v1/snapshots/{id}/verify', tag: 'snapshots', parameters: ID, problems: [404], reply: { schema: SnapshotVerification }, summary: 'Check hash, chain, rubric, figures and events of a snapshot; nothing is written' },
  {
    method: 'post', path: '/v1/snapshots/{id}/objections', tag: 'snapshots', role: OBJECT, parameters: ID, problems: [400, 404, 409], body: { 'application/json': NewObjection }, reply: { schema: Objection, status: 201 },
    summary: 'Dispute a leaf of a unit, while the snapshot takes objections; a key that is limited to units objects for them alone',
  },
  {
    method: 'post', path: '/v1/objections/{id}/decide', tag: 'snapshots', role: DECIDE, parameters: numbered('objection'), problems: [400, 404, 409], body: { 'application/json': ObjectionDecision }, reply: { schema: Objection },
    summary: 'Accept an objection with signed points, or reject it; accepted, it is an adjustment of the live board and of the snapshot on its way to final',
  },
  {
    method: 'post', path: '/v1/objections/{id}/withdraw', tag: 'snapshots', role: OBJECT, parameters: numbered('objection'), problems: [400, 404, 409], body: { 'application/json': ObjectionWithdrawal }, reply: { schema: Objection },
    summary: 'Take an open objection back',
  },
  { method: 'get', path: '/v1/snapshot-plans', tag: 'snapshots', reply: { schema: SnapshotPlanList }, summary: 'Which boards are frozen when, with the next cut-off and the period that it freezes' },
  { method: 'get', path: '/v1/snapshot-plans/{id}', tag: 'snapshots', parameters: OF_PLAN, problems: [404], reply: { schema: SnapshotPlan }, summary: 'One plan' },
  {
    method: 'put', path: '/v1/snapshot-plans/{id}', tag: 'snapshots', role: ISSUE, parameters: OF_PLAN, problems: [400, 409], body: { 'application/json': SnapshotPlanChange }, reply: { schema: SnapshotPlan },
    summary: 'Enter or change a plan, with name and reason; one that stands in a file is changed there',
  },
  { method: 'delete', path: '/v1/snapshot-plans/{id}', tag: 'snapshots', role: ISSUE, parameters: OF_PLAN, problems: [400, 404, 409], body: { 'application/json': SnapshotPlanRemoval }, reply: { schema: RemovedPlan }, summary: 'Take a plan out of use; its snapshots stay' },
]
