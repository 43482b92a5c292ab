/** Words of the trial page. */
export default {
  title: 'What if', badge: 'Trial, not official', lead: 'Scored again from the same facts; nothing is stored and the board is not touched.', board: 'Back to the board', rubric: 'See the rubric',
  before: 'Board as it is', after: 'Trial', under: 'Tried', readings: 'Readings of open questions', readingsNone: 'This rubric has no reading that can be tried.', asChosen: 'as chosen',
  versions: 'Other versions', versionsNone: 'There is no other version or draft.', versionNow: 'Version in force', draft: 'Draft file', draftHint: 'Choose a rubric’s YAML file; it is only tried, never loaded.', draftFile: 'Choose a file', draftName: '{name} chosen', draftClear: 'Drop the draft', draftKey: 'API key', draftKeyHint: 'Where the server asks for a key; kept only while this page is open.',
  draftFaults: 'The draft has {n} faults and was not scored',
  start: 'Choose a reading, a version or a draft to see which ranks and scores would change.', pick: 'What to try', reset: 'As it is',
  moved: '{n} units change', none: 'No unit’s rank, score or tier changes', all: 'Show all {n} units', movers: 'Only units that change',
  caption: 'Rank, score and tier of each unit as it is and as tried', unit: 'Unit', rank: 'Rank', score: 'Score', tier: 'Tier', leaves: 'Leaves that change', change: 'Change', noLeaves: 'no leaf changes', unranked: 'not ranked', same: 'unchanged',
  asBoard: 'See the whole board', asOf: 'facts as of {time}', working: 'Scoring', failed: 'The trial did not finish',
}
