import type zh from '../zh-CN/quality.ts'

const en: typeof zh = {
  title: 'Data quality',
  lead: 'Every event that was received has one outcome.',
  asOf: 'As of {time}',
  balance: {
    title: 'Reconciliation', received: 'received', counted: 'counted', duplicate: 'duplicate', conflicting: 'conflicting', quarantined: 'quarantined', held: 'held',
    ok: 'Balanced: every event has exactly one outcome.', missing: 'Not balanced: {count} events have no outcome.', surplus: 'Not balanced: {count} outcomes too many.', doubted: 'Not balanced: the server found a difference in the ledger.',
    inFlight: '{count} more in flight', replays: '{count} replays among them', mend: 'Run tierline reconcile to find the difference, and keep the log.', position: 'Log position',
  },
  outcome: { counted: 'Counted', duplicate: 'Duplicate', conflicting: 'Conflicting', quarantined: 'Quarantined', held: 'Held' },
  hint: {
    counted: 'changed the figures', duplicate: 'same source, id and content: counted once', conflicting: 'same source and id, other content: the first one counts', quarantined: 'refused by a check; can be replayed once mended', held: 'older than the identity horizon',
  },
  sources: { title: 'By source and hour', caption: 'Outcomes by source', source: 'Source', received: 'Received', last: 'Last arrival', hours: 'By hour', all: 'All sources', hourCaption: 'Outcomes of {source} by hour', hour: 'Hour of arrival', chart: 'Events that arrived in the last {count} hours: counted, duplicate, put aside', aside: 'Put aside', empty: 'No event has been received yet.', emptyNext: 'Send the first events to POST /v1/events, or run npm run demo.', show: 'By hour', hide: 'Hide' },
  quarantine: {
    title: 'Quarantine', caption: 'Events that were not counted', total: '{count} in all', code: 'Reason', source: 'Source', arrived: 'Arrived', event: 'Event', subject: 'Unit as sent', state: 'State', all: 'All', empty: 'The quarantine is empty.', emptyFilter: 'No event matches the filter.', clear: 'Clear the filter',
    open: 'Open', replayed: 'Replayed', expired: 'Expired', more: 'Next page', back: 'Previous page', page: '{from}–{until} of {total}', detail: 'Detail', hide: 'Hide', mend: 'Why, and how to mend it', payload: 'The event (personal fields replaced by hashes)', sealed: 'Personal fields could not be told apart; the original is sealed and can be replayed for 30 days.', noPayload: 'The original was not kept.', select: 'Select {id}', selectAll: 'Select the open events of this page',
    eventId: 'Id', loading: 'Fetching the quarantine',
  },
  code: {
    unknown_unit: 'Unknown unit', unknown_type: 'Unknown type', wrong_field: 'Wrong field', missing_field: 'Missing field', unknown_field: 'Unknown field', absurd_time: 'Absurd time', nul_character: 'NUL character', not_permitted: 'Key not permitted',
    correction_unsupported: 'Correction unsupported', conflicting: 'Conflicting', held: 'Held', case_full: 'Case is full', unstorable: 'Cannot be stored', unreadable: 'Cannot be read',
  },
  replay: {
    title: 'Replay', what: 'To be replayed: {what}', chosen: 'the {count} selected', filtered: 'every open event of the filter', everything: 'every open event', dry: 'Dry run first', run: 'Replay', key: 'API key (role admin)', keyHint: 'Used for this act only, never stored.', keyNeeded: 'Enter the key first.',
    wouldPass: 'Dry run: {pass} of {tried} would be counted, {fail} would not.', done: '{tried} replayed, {pass} counted, {fail} still in quarantine.', needDry: 'Do the dry run first; replay once you have seen what it says.', failed: 'The replay did not finish: {reason}', result: 'One by one', passes: 'would pass', fails: 'would not', id: 'No.', working: 'Working…', nothing: 'Nothing to replay.',
  },
  implausible: { title: 'Implausible cases', caption: 'Cases whose facts contradict each other: counted, kept out of durations', total: '{count} in all', shown: '{shown} of {total}', empty: 'No case contradicts itself.', kind: 'Kind', key: 'Case', unit: 'Unit', flag: 'Contradiction', opened: 'Opened', closed: 'Closed', unknown: 'none' },
  flag: { closed_before_opened: 'Closed before it was opened', other: '{flag}' },
  kind: { ticket: 'Ticket', appeal: 'Appeal', claim: 'Proxy claim', duty: 'Duty to report', other: '{kind}' },
  provisional: { title: 'Measures being filled in', caption: 'New measures are filled from old events; until then their points are provisional', measure: 'Measure', done: 'Done', progress: '{done} of {total}', empty: 'Every measure is complete.' },
  failed: 'Data quality could not be fetched',
  retry: 'Try again',
  notConnected: 'The server cannot be reached',
  notConnectedNext: 'What is shown dates from {time}; it updates by itself once the server is back.',
  gaps: {
    title: 'Gaps of the log', lead: 'A stretch of the log cannot be read any more. Its partition stands still, the others go on; nothing is skipped until an administrator has found the cause and accepted it.',
    trimmed: 'Records from {from} to before {until} were deleted before they were counted.', rewound: 'The log ends below the counted position {from}.', recreated: 'The topic was made again; what the earlier log held from {from} on may be lost.', since: 'Seen at {time}',
  },
  keptFrom: 'Raw events are kept from {time} on; points from before it stand, but can no longer be recomputed from events.',
  noSignal: 'The signals between the servers are away; figures are right and refreshed once a second.',
}

/** Words of the data-quality page. */
export default en
