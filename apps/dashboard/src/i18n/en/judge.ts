/** Words of the judgement page. */
export default {
  title: 'Enter a judgement', lead: 'Points, claims, stated figures and rulings are entered by named persons with reason and evidence; they are never edited, only withdrawn.', link: 'Enter a judgement',
  rubric: 'Rubric', period: 'Period', unit: 'Unit', unitHint: 'Name, code or pinyin initials', indicator: 'Indicator', item: 'Item of the list', veto: 'Veto', choose: 'Choose',
  kind: 'Kind', kinds: { points: 'Points', claimed: 'Unit’s claim', met: 'Met · not met', figure: 'Stated figure', not_applicable: 'Not applicable', adjusted: 'Adjustment', withdrawn: 'Withdrawal' },
  kindHints: {
    points: 'Points given by a reviewer', claimed: 'Points that the unit claims, to be reviewed', met: 'Whether an item of the list, or a veto’s fact, is met', figure: 'The latest stated figure', not_applicable: 'The indicator does not apply to this unit', adjusted: 'Signed points added to the leaf’s, within its limits', withdrawn: 'Undoes an earlier entry',
  },
  value: 'Value', range: '{least} to {most} points', step: 'in steps of {step}', signed: 'signed, such as -0.5 or +1', figure: 'a decimal or a percentage, such as 12.5 or 89.4%', met: 'Met', unmet: 'Not met',
  reason: 'Reason', evidence: 'Evidence', by: 'Entered by', effective: 'Effective from', key: 'API key', keyHint: 'Kept only while this page is open, never stored by the browser.', keyNeeded: 'Enter the key.',
  fault: { found: 'Found', expected: 'Expected', mend: 'Mend' },
  enter: 'Enter', working: 'Entering', failed: 'Nothing was entered: {reason}', expected: 'expected {expected}, found {found}. {mend}', missing: 'Required',
  done: 'Entered as {ids}', rescored: 'Scored again', rescoredNone: 'The boards are being scored again and will follow.', seq: 'seq {seq}',
  list: 'Judgements of this unit in this period', listNone: 'There are no judgements of this unit in this period.', listStart: 'Choose rubric, period and unit to see what was entered.', listFailed: 'The judgements could not be read',
  columns: { id: 'No.', indicator: 'Indicator', what: 'What', why: 'Reason and evidence', who: 'By', when: 'Effective', act: 'Act' },
  withdraw: 'Withdraw', withdrawn: 'withdrawn by {id}', withdraws: 'withdraws {id}', withdrawTitle: 'Withdraw judgement {id}', confirm: 'Withdraw', cancel: 'Cancel', entered: 'entered {time}',
  claims: 'Claims beside what counts', claimsLead: 'Leaf by leaf; the difference is claimed less counted.', claimsNone: 'The unit claims no points.', full: 'Full', claimed: 'Claimed', counted: 'Counted', difference: 'Difference', state: 'State', total: 'Sum', claimsAll: 'Show all leaves', claimsOnly: 'Only claimed leaves', adjustment: 'of which adjusted {points}',
}
