import type zh from '../zh-CN/unit.ts'

const en: typeof zh = {
  back: 'Back to the board',
  rank: 'Rank',
  rankOf: '{rank} of {all}',
  unranked: 'Not ranked',
  score: 'Score',
  tier: 'Tier',
  tierOpen: 'Tier open',
  tierUndeclared: 'The rubric declares no tier lines',
  nextTier: '{gap} points to {tier}',
  topTier: 'Top tier reached',
  gapAbove: '{gap} points to the unit above',
  sample: 'Sample {count}',
  sampleSmall: 'Sample {count}, under 30: for orientation only',
  lastEvent: 'Last event {time}',
  asOf: 'As of {time}',
  unknownLeaves: '{count} unknown',
  claimedLeaves: '{count} claimed',
  demo: 'Demo data',
  judge: 'Judgements and claims',
  explain: 'Explain',
  sections: { tree: 'Points by indicator', trends: 'Trends', headroom: 'What would gain most', judgements: 'Judgements and claims', total: 'The total written out', discrepancies: 'Where the document disagrees with itself' },
  tree: {
    caption: 'Points, full mark and value of every indicator', indicator: 'Indicator', points: 'Points', full: 'Full mark', share: 'Share', value: 'Value', state: 'State', lost: 'Lost',
    expandAll: 'Expand all', collapseAll: 'Collapse all', expand: 'Expand {title}', collapse: 'Collapse {title}', onlyLost: 'Only where points were lost', noneLost: 'No indicator lost points.',
  },
  trend: {
    score: 'Score and tier lines', rank: 'Rank', none: 'Only one moment in this period so far; the trend begins with the next change.', table: 'As a table', time: 'Time', low: 'Low', high: 'High',
    scoreText: 'Score of {name} over time: from {first} to {last}, lowest {min}, highest {max}.', rankText: 'Rank of {name} over time: from {first} to {last}.',
  },
  headroom: { gain: 'up to {points} points', none: 'Nothing left to gain: every indicator has full marks or awaits judgement.' },
  judgements: {
    caption: 'Points and facts entered by named persons', indicator: 'Indicator', what: 'What was entered', mark: 'Kind', claimed: 'Claimed by the unit', entered: 'Entered by a reviewer', adjusted: 'Adjusted', notApplicable: 'Declared not applicable', none: 'No judgement in this period.',
    by: 'By', reason: 'Reason', evidence: 'Evidence', effective: 'Effective',
  },
  failed: 'The unit could not be fetched',
  retry: 'Try again',
}

/** Words of the unit page. */
export default en
