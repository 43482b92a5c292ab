export default {
  title: 'Wall',
  bump: 'Rank, last 30 points', order: 'Official order', changes: 'Latest changes', distribution: 'Distribution',
  none: 'No changes yet', more: '{n} more units',
  page: 'Board {n} of {of}', source: 'Source', rubric: 'Rubric', hash: 'Hash', asOf: 'As of',
  leave: 'Leave the wall',
}
