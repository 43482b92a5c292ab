/** Words of the alert pages. */
export default {
  nav: { label: 'Alerts', alerts: 'Alerts', watches: 'Watches', channels: 'Channels' },
  title: 'Alerts', lead: 'What the watches have found. Acknowledge with your name and what you will do; to acknowledge is not to recover.', counts: '{active} open, {unacknowledged} not acknowledged', csv: 'Export CSV', newSome: '{n} new alerts', 
  filters: { label: 'Filters', state: 'State', active: 'Open', ended: 'Ended', all: 'All', severity: 'Severity', anySeverity: 'Any severity', board: 'Board', anyBoard: 'All boards', unit: 'Unit', anyUnit: 'All units', clear: 'Clear filters', watch: 'Only watch “{watch}”' },
  empty: { active: 'No alerts are open now', activeNext: 'The watches keep looking; to have more looked at, go to Watches.', ended: 'No alerts have ended yet', endedNext: 'Alerts stay listed here after they end; none is deleted.', narrowed: 'No alerts match the filters', narrowedNext: 'Clear the filters to see more.', watches: 'Go to watches' },
  older: 'Older alerts', loadingOlder: 'Loading older alerts',
  card: {
    indicator: 'Indicator', value: 'Value', fraction: 'Numerator ÷ denominator', line: 'Line', declared: 'the bureau’s own', declaredBy: '{by}, {on}: {basis}', tier: 'Tier', tierMove: '{from} → {to}', score: 'Score', rank: 'Rank', rankFell: 'down {n}', rankRose: 'up {n}', rankSame: 'unchanged', rankHint: 'against the board’s baseline',
    fired: 'Fired', since: '“{state}” since', ended: 'Ended', reasons: 'Main reasons', reasonsSince: 'What moved most since {time}', reasonsNone: 'No leaf has moved', clause: 'Clause: {clause}', watch: 'Watch', escalations: 'escalated {n} times',
    atInstant: 'The board at that instant', details: 'Details and acknowledgement', seen: 'Details', demo: 'Demo data', silenced: 'Silenced', muted: 'Not told because of alert {id}', noData: 'No data, which is no recovery: the alert stands, and is judged again once there are data.', error: 'It cannot be judged now, which is no recovery: check the watch.', seq: 'seq {seq}', frozen: 'The figures are those of the firing and do not change afterwards.',
  },
  detail: { title: 'Alert {id}', back: 'All alerts', timeline: 'What happened', timelineLead: 'Oldest first; every step is kept and none is edited.', notFound: 'There is no alert {id}', byMachine: 'System', acts: 'Act' },
  step: {
    fired: 'Fired', recovering: 'Recovering', fired_again: 'Fired again', recovered: 'Recovered', no_data: 'No data', error: 'Cannot be judged', data_back: 'Data back', acknowledged: 'Acknowledged', note: 'Note', escalated: 'Escalated', silenced: 'Silenced', muted: 'Kept back', ended: 'Ended', sent: 'Sent', failed: 'Sending failed',
  },
  form: { by: 'Name', reason: 'Reason, or what will be done', key: 'API key', keyHint: 'Kept only while this page is open, never stored by the browser.', keyNeeded: 'Enter the key.', missing: 'Required', working: 'Sending', cancel: 'Cancel', failed: 'It was not done: {reason}', marked: 'Nothing was saved: mend the fields that are marked above.', fault: 'expected {expected}, found {found}. {mend}' },
  acknowledge: { title: 'Acknowledge', lead: 'To acknowledge says that you know and act; the alert goes on until the data recover.', submit: 'Acknowledge', done: 'Acknowledged by {by} at {time}', reason: 'Reason: {reason}', already: 'Acknowledged by {by}' },
  note: { title: 'Add a note', text: 'Note', submit: 'Add the note' },
  silence: {
    title: 'Silence', lead: 'While it is silent no messages are sent; alerts fire and are listed all the same.', scope: 'What', scopes: { alert: 'This alert only', unit: 'This unit under this watch', watch: 'Everything of this watch', board: 'Everything of this board' }, until: 'Until', ends: { hour: '1 hour', four_hours: '4 hours', morning: 'Tomorrow 09:00', day: '24 hours', week: '7 days' }, clock: 'By the system’s clock, now {now}', reason: 'Reason', submit: 'Start the silence',
    list: 'Silences', listNone: 'Nothing is silenced now.', covers: 'covers {n} alerts', span: '{from} to {until}', end: 'End it', endTitle: 'End silence {id}', who: '{by}: {reason}', ofAlert: 'alert {id}', ofWatch: 'watch {watch}', ofUnits: 'units {units}', ofBoard: 'board {board}', current: 'Silenced until {until}', invalid: 'Enter a date and a time',
  },
}
