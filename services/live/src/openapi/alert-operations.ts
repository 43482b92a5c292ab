import { Acknowledgement, AlertDetail, AlertList, AlertNote, NewSilence, Silence, SilenceEnd, SilenceList } from '@tierline/contracts/alert/alert'
import { Channel, ChannelChange, ChannelList, DeliveryList, TestReply } from '@tierline/contracts/alert/channel'
import { PreviewRequest, Removed, SEVERITIES, Watch, WatchChange, WatchList, WatchPreview, WatchRemoval } from '@tierline/contracts/alert/watch'
import type { Operation, Parameter } from './operation.ts'

const STATES = ['active', 'ended', 'all'] as const
/** Who may answer alerts and keep what they come from. */
const ROLE = ['watch', 'admin'] as const

const numbered = (what: string): Parameter => ({ name: 'id', in: 'path', description: `Number of the ${what}` })
const named = (what: string): Parameter => ({ name: 'id', in: 'path', description: `Id of the ${what}` })

const FILTER: readonly Parameter[] = [
  { name: 'rubric', in: 'query', description: 'Id of the rubric' }, { name: 'group', in: 'query', description: 'Id of the group' }, { name: 'unit', in: 'query', description: 'Code or alias of the unit' },
  { name: 'watch', in: 'query', description: 'Id of the watch' }, { name: 'severity', in: 'query', description: 'Only this severity', values: SEVERITIES },
  { name: 'from', in: 'query', description: 'Fired at or after this instant' }, { name: 'until', in: 'query', description: 'Fired before this instant' },
]

/** Alerts, watches, silences and channels. */
export const ALERT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get', path: '/v1/alerts', tag: 'alerts', problems: [400, 404], reply: { schema: AlertList },
    summary: 'Alerts, newest first, in pages; with how many are open and how many of those nobody has acknowledged, whatever the filter',
    parameters: [
      { name: 'state', in: 'query', description: 'Open ones, where absent', values: STATES }, ...FILTER,
      { name: 'before', in: 'query', description: 'The next page: `next` of this one' }, { name: 'limit', in: 'query', description: 'Alerts of a page, at most 500; 50 where absent' },
    ],
  },
  {
    method: 'get', path: '/v1/alerts.csv', tag: 'alerts', problems: [400, 404], reply: { media: 'text/csv' },
    summary: 'The history as CSV (UTF-8 with a byte order mark), newest first; texts that a spreadsheet would take for formulas begin with an apostrophe',
    parameters: [{ name: 'state', in: 'query', description: 'All, where absent', values: STATES }, ...FILTER, { name: 'lang', in: 'query', description: 'Language of headings and words', values: ['zh', 'en'] }],
  },
  { method: 'get', path: '/v1/alerts/{id}', tag: 'alerts', summary: 'An alert with what was true when it fired, and its steps', parameters: [numbered('alert')], problems: [404], reply: { schema: AlertDetail } },
  {
    method: 'post', path: '/v1/alerts/{id}/acknowledge', tag: 'alerts', role: ROLE, problems: [400, 404, 409], summary: 'Acknowledge an alert (签收), once; it escalates no further. A second one is told who was first.',
    parameters: [numbered('alert')], body: { 'application/json': Acknowledgement }, reply: { schema: AlertDetail },
  },
  {
    method: 'post', path: '/v1/alerts/{id}/notes', tag: 'alerts', role: ROLE, problems: [400, 404], summary: 'Write a note under an alert',
    parameters: [numbered('alert')], body: { 'application/json': AlertNote }, reply: { schema: AlertDetail, status: 201 },
  },
  {
    method: 'get', path: '/v1/silences', tag: 'alerts', problems: [400], summary: 'Silences, newest first, each with how many open alerts it covers now', reply: { schema: SilenceList },
    parameters: [{ name: 'state', in: 'query', description: 'Those that hold, where absent', values: STATES }],
  },
  {
    method: 'post', path: '/v1/silences', tag: 'alerts', role: ROLE, problems: [400], summary: 'Keep messages back until an instant; alerts fire and are listed all the same',
    body: { 'application/json': NewSilence }, reply: { schema: Silence, status: 201 },
  },
  {
    method: 'post', path: '/v1/silences/{id}/end', tag: 'alerts', role: ROLE, problems: [400, 404, 409], summary: 'End a silence before its time; nothing is sent in arrears',
    parameters: [numbered('silence')], body: { 'application/json': SilenceEnd }, reply: { schema: Silence },
  },
  { method: 'get', path: '/v1/watches', tag: 'watches', summary: 'Every watch, with its instances by state', reply: { schema: WatchList } },
  {
    method: 'post', path: '/v1/watches/preview', tag: 'watches', problems: [400, 404, 422], summary: 'What a watch would have done over stored history; nothing is written',
    body: { 'application/json': PreviewRequest }, reply: { schema: WatchPreview },
  },
  { method: 'get', path: '/v1/watches/{id}', tag: 'watches', summary: 'A watch', parameters: [named('watch')], problems: [404], reply: { schema: Watch } },
  {
    method: 'put', path: '/v1/watches/{id}', tag: 'watches', role: ROLE, problems: [400, 409, 422], summary: 'Enter or change a watch; a change begins afresh and ends its open alerts, saying by whom and why',
    parameters: [named('watch')], body: { 'application/json': WatchChange }, reply: { schema: Watch },
  },
  {
    method: 'delete', path: '/v1/watches/{id}', tag: 'watches', role: ROLE, problems: [400, 404, 409], summary: 'Remove a watch; its open alerts end',
    parameters: [named('watch')], body: { 'application/json': WatchRemoval }, reply: { schema: Removed },
  },
  { method: 'get', path: '/v1/channels', tag: 'channels', summary: 'Channels, their addresses masked, with what waits and how the last message fared', reply: { schema: ChannelList } },
  {
    method: 'put', path: '/v1/channels/{id}', tag: 'channels', role: ROLE, problems: [400], summary: 'Enter or change a channel; without a target the one that is kept stays',
    parameters: [named('channel')], body: { 'application/json': ChannelChange }, reply: { schema: Channel },
  },
  {
    method: 'delete', path: '/v1/channels/{id}', tag: 'channels', role: ROLE, problems: [400, 404, 409], summary: 'Remove a channel to which no watch sends any more; what waits for it is not sent',
    parameters: [named('channel')], body: { 'application/json': WatchRemoval }, reply: { schema: Removed },
  },
  {
    method: 'post', path: '/v1/channels/{id}/test', tag: 'channels', role: ROLE, problems: [404], summary: 'Send one message at once, past the queue; the reply is what the other side answered',
    parameters: [named('channel')], reply: { schema: TestReply },
  },
  {
    method: 'get', path: '/v1/channels/{id}/deliveries', tag: 'channels', problems: [404], summary: 'Attempts to deliver, newest first',
    parameters: [named('channel')], reply: { schema: DeliveryList },
  },
]
