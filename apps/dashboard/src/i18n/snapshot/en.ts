/** Words of the pages of snapshots. */
export default {
  title: 'Snapshots and bulletins', lead: 'A board is frozen at its cut-off, checked, disputed, made final and issued; from then on its figures do not move with late data.', plans: 'Freeze plans', all: 'All snapshots', board: 'Live board', live: 'The board at the cut-off',
  name: '{board} {period}',
  states: { draft: 'Draft', checking: 'Checking', objections: 'Objections', final: 'Final', issued: 'Issued', withdrawn: 'Withdrawn', superseded: 'Superseded' },
  filter: { label: 'Filters', board: 'Board', allBoards: 'All boards', period: 'Period', allPeriods: 'All periods', state: 'State', allStates: 'All states' },
  columns: { period: 'Period', state: 'State', revision: 'Revision', cutoff: 'Cut-off', units: 'Units', hash: 'Hash', issued: 'Issued', due: 'Next step by itself' },
  revision: 'Revision {n}', revisionOf: 'revises no. {id}', number: 'No. {id}', units: '{n} units', hash: 'hash {hash}', byAt: '{by}, {time}', byPlan: 'frozen by plan “{plan}”', byHand: 'frozen by hand', count: '{n}',
  none: 'There are no snapshots yet', noneNext: 'A plan freezes by itself; you may also freeze one by hand now.', noneFound: 'No snapshot fits the filters', clear: 'Clear filters',
  says: '{what}: {words}', and: '{one}, {other}', demo: 'Demo data', unofficial: 'Unofficial: not issued yet', printed: 'Snapshot no. {id}, revision {revision}, {state}',
  freeze: {
    open: 'Freeze one', title: 'Freeze one', lead: 'Keeps the chosen board as it was at the cut-off, as a draft.', board: 'Board', period: 'Period', cutoff: 'Cut-off (Beijing time)', cutoffHint: 'Now where empty; never later than now.', reason: 'Reason', reasonHint: 'Why it is frozen outside a plan', send: 'Freeze', done: 'Frozen', choose: 'Choose',
  },
  form: { by: 'Your name', key: 'API key', keyHint: 'Kept only while this page is open, never stored by the browser.', missing: 'Required', keyNeeded: 'Enter the key.', decimal: 'Enter a figure such as 0.5 or -1.', working: 'Sending', failed: 'It was not done: {reason}', cancel: 'Cancel', none: 'none', expected: 'expected {expected}, found {found}. {mend}' },
  life: {
    title: 'Progress', line: '{state}: {standing}', done: 'done', now: 'now', ahead: 'to come', left_out: 'left out', never: 'will not happen', frozen: 'frozen {time}', until: 'moves on by itself at {time}', system: 'System',
    withdrawn: 'This snapshot was withdrawn; do not cite it', superseded: 'This snapshot was superseded; do not cite it any more', withdrawnBy: 'Withdrawn by {by} at {time}: {note}', toRevision: 'See revision {n}', history: 'History', note: 'Note', who: 'By', when: 'When', step: 'Step',
  },
  move: {
    title: 'Next step', lead: 'Issuing is a named person’s act and never happens by itself.', none: 'There is no next step.', to: { draft: 'Back to draft', checking: 'Send to the units to check', objections: 'Open the objections', final: 'Make final', issued: 'Issue', withdrawn: 'Withdraw', superseded: 'Mark as superseded' }, note: 'Note', send: 'Confirm: {move}', done: 'Moved to “{state}”',
    hints: { checking: 'Each unit checks its own figures.', objections: 'Units may dispute single indicators.', final: 'Scores again with the accepted objections and fixes the hash; figures do not change after that.', issued: 'Publishes under the issuer’s name; files go out by the plan.', withdrawn: 'Cannot be undone; make a revision instead where needed.' },
    open: '{n} objections are not decided; it cannot be made final before they are.',
  },
  table: {
    title: 'The frozen board', caption: '{board}, cut-off {cutoff}, {n} units by rank', rank: 'Rank', unit: 'Unit', score: 'Score', tier: 'Tier', before: 'Period before', year: 'Year before', beforeHint: 'Against {period}, revision {revision}', noBefore: 'No final snapshot of the period before: nothing to compare with.', noYear: 'No final snapshot of the same period a year before: nothing to compare with.',
    points: '{change} points', up: 'up {n}', down: 'down {n}', same: 'same rank', fresh: 'not ranked then', unranked: 'not ranked', apart: 'Not ranked', explain: '{unit}, open the frozen explanation', max: 'of {max}', fraction: '{numerator} ÷ {denominator}', range: '{low}–{high}', hint: 'Open a row for the explanation that this snapshot keeps.',
    foot: { cutoff: 'Cut-off {time}', frozen: 'Frozen {time}', version: 'Rubric version {version}', rubric: 'Rubric hash {hash}', calendar: 'Calendar hash {hash}', previous: 'After no. {id} {hash}', source: 'Under {source}', algorithm: '{algorithm} {hash}', draftHash: 'not final, the hash will change' },
  },
  adjusted: { title: 'Adjustments', lead: 'Accepted objections and entered adjustments are in the figures; before and after:', unit: 'Unit', indicator: 'Indicator', points: 'Adjusted', leaf: 'Its points', score: 'Total', why: 'Reason and evidence', by: 'By', objection: 'Objection {id}', entered: 'Entered adjustment' },
  drawer: { frozen: 'Frozen at {time}; does not move with the live board', noEvents: 'A snapshot keeps figures and their ground; single events are on the live board.', facts: 'Data and ground' },
  files: {
    title: 'Files', download: 'Download', preview: 'Preview', close: 'Close the preview', open: 'Open in a new tab', more: '{n} more rows in the downloaded file', image: 'Picture of {name}', failed: 'The preview could not be read', loading: 'Making the preview', sheets: 'Contents', lead: 'Every file carries the cut-off and the hash.',
    names: { xlsx: 'Workbook xlsx', csv: 'Data csv', docx: 'Bulletin docx', pdf: 'Archive pdf', png: 'Picture png', json: 'Original json' },
    uses: { xlsx: 'The official table with definitions and adjustments, ready to print', csv: 'Bare data for other systems', docx: 'The bulletin, to be edited in a word processor', pdf: 'The archived copy, fonts embedded, the same everywhere', png: 'A picture of the board for a chat', json: 'The whole original, whose hash anyone can check' },
    watermark: 'Not issued yet: files are marked unofficial.',
  },
  objections: {
    title: 'Objections', none: 'There are no objections.', closed: 'Objections are raised in their own step.', raise: 'Raise an objection', lead: 'Disputes one indicator of one unit, with reason and evidence; accepted, it becomes an adjustment and no event is changed.', unit: 'Unit', indicator: 'Indicator', reason: 'Reason', evidence: 'Evidence', send: 'Submit', choose: 'Choose', done: 'The objection was submitted',
    states: { open: 'Open', accepted: 'Accepted', rejected: 'Rejected', withdrawn: 'Withdrawn' }, raised: 'raised by {by} at {time}', decided: 'decided by {by} at {time}', decide: 'Decide', decideTitle: 'Decide objection {id}', accept: 'Accept', reject: 'Reject', adjustment: 'Adjustment (signed points)', adjustmentHint: 'Added to the indicator’s points, such as 0.50 or -1; within nought and the full mark.', verdict: 'Verdict', why: 'Reason of the decision', sendDecision: 'Confirm',
    withdraw: 'Withdraw', withdrawTitle: 'Withdraw objection {id}', withdrawWhy: 'Reason', sendWithdrawal: 'Confirm', beforeAfter: 'its points {before} → {after}', adjusted: 'adjusted by {points} points', pending: '{n} open', evidenceOf: 'Evidence: {evidence}', reasonOf: 'Reason: {reason}',
  },
  late: { title: 'If it were reckoned now', lead: 'Counts what happened before the cut-off but came after the freeze, figure by figure. The frozen figures stay; to adopt the others, make a revision.', show: 'Reckon now', again: 'Reckon again', working: 'Reckoning', events: '{n} late events', same: 'No difference: reckoned now, it is the same.', before: 'Snapshot', after: 'Reckoned now', failed: 'It was not reckoned' },
  verify: {
    title: 'Verification', lead: 'Hashes anew and checks the chain of snapshots, the rubric’s text, the figures and the events.', run: 'Verify', again: 'Verify again', working: 'Verifying', holds: 'All checks hold', broken: 'Some checks do not hold', partly: 'What could be checked holds; {n} could not be', failed: 'The verification did not end',
    checks: { hash: 'Hash', chain: 'Chain', rubric: 'Rubric text', figures: 'Figures', events: 'Events' }, outcomes: { holds: 'holds', broken: 'broken', skipped: 'not checked' },
  },
  deliveries: { title: 'Deliveries', none: 'Files go out by the plan once it is issued.', nonePlanned: 'No deliveries are planned.', target: 'To', format: 'File', state: 'State', states: { waiting: 'waiting', sent: 'sent', failed: 'failed' }, at: 'When', detail: 'Detail' },
  revisions: { title: 'Revisions', this: 'shown here', compare: 'Compare', make: 'Make a revision', lead: 'Freezes the same cut-off afresh with the data that came late; once issued, the one before is superseded.', reason: 'Reason', send: 'Confirm', done: 'The revision was made', open: 'Revision {n}', other: 'Compare with another snapshot' },
  difference: {
    title: 'Two snapshots compared', lead: 'Figure by figure; figures that agree are left out.', pick: 'Choose a snapshot to compare with', with: 'Compare with', same: 'The figures of both snapshots agree entirely.', otherRubric: 'The two snapshots use different rubrics; their figures cannot be compared as they stand.', unit: 'Unit', figure: 'Figure', change: 'Change', units: '{n} units differ', none: 'There is no other snapshot to compare with', one: 'This one', other: 'The other', percentPoints: '{change} percentage points', caption: 'Differences, figure by figure',
    what: { score: 'Total', rank: 'Rank', tier: 'Tier', points: '{title}, points', value: '{title}', unit: 'Unit' }, gone: 'none', sides: 'The two snapshots compared', swap: 'Swap sides', text: 'Summary',
  },
  plan: {
    title: 'Freeze plans', lead: 'At each cut-off the board of the period before is frozen as a draft; cut-offs missed while the system was down are made up for, in order.', none: 'There are no plans yet', noneNext: 'Once there is one, every period is frozen by itself.', add: 'New plan', edit: 'Edit', editTitle: 'Edit plan “{id}”', addTitle: 'New freeze plan', remove: 'Remove', removeTitle: 'Remove plan “{id}”', removeHint: 'Snapshots already frozen stay.', removeSend: 'Confirm', save: 'Save', saved: 'Saved', removed: 'Removed',
    next: 'next cut-off {cutoff}, freezing {period}', noNext: 'no next one', off: 'off', on: 'Enabled', fault: 'It cannot run now', version: 'change {n}', who: '{by}, {time}', file: 'from the rules folder; edit the file', entered: 'entered here', see: 'Snapshots',
    id: 'Id', idHint: 'Small letters, digits and hyphens', titleZh: 'Title (Chinese)', titleEn: 'Title (English)', board: 'Board', period: 'Period', periods: { month: 'monthly', quarter: 'quarterly', year: 'yearly' }, schedule: 'Cut-off', scheduleHint: 'Five or six cron fields, Beijing time: minute hour day month weekday. 0 9 5 * * is the 5th of each month at 9:00.', steps: 'Steps', checkingDays: 'Days to check', objectionDays: 'Days to object', daysHint: 'Empty: the step is left out', algorithm: 'Hash algorithm',
    bulletin: 'Bulletin', addressees: 'Addressees', issuer: 'Issuer', number: 'Document number', praise: 'Praise line', name: 'Naming line', lineScore: 'Total', lineBy: 'Declared by', lineOn: 'On', lineHint: 'All three empty: no line.', linePart: 'Fill in all three or none.', daysWrong: 'A whole number from 1 to 365, or nothing.',
    deliver: 'Deliveries', to: 'To', folder: 'Export folder', channel: 'Channel', folderName: 'Folder', channelName: 'Id of the channel', formats: 'Files', addDelivery: 'Add a delivery', dropDelivery: 'Drop this delivery', reason: 'Reason', needFormats: 'Choose at least one file.', toFolder: 'folder {name}', toChannel: 'channel {name}', days: '{n} days', noStep: 'left out',
    every: { month: 'day {day} of each month, {time}', months: 'day {day} of months {months}, {time}', day: 'daily, {time}', other: 'cron {cron}' },
  },
  periodWords: { month: '{year}-{month}', quarter: 'Q{n} {year}', year: '{year}' },
}
