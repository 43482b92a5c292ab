/** Words of the rubric pages. */
export default {
  listTitle: 'Rubrics', listLead: 'One rubric per official scheme: its table, definitions and open questions.', listNone: 'No rubrics yet', indicators: '{n} indicators', ambiguities: '{n} open questions', discrepancies: '{n} discrepancies',
  back: 'All rubrics', board: 'Board',
  version: 'Version {version}', hash: 'Hash {hash}', since: 'In force from {from}', between: 'In force from {from} to {until}',
  status: { in_force: 'in force', draft: 'draft', superseded: 'superseded' }, example: 'Example', exampleHint: 'Weights, tier lines or rules are an example, to be replaced',
  download: 'Download', notActive: 'This is not the version in force', toActive: 'See the version in force',
  parts: { nav: 'On this page', table: 'Table', definitions: 'Definitions', ambiguities: 'Open questions', discrepancies: 'Discrepancies', parameters: 'Parameters', versions: 'Versions', sources: 'Documents', facts: 'In brief' },
  linkTo: 'Link to clause {number}', indicator: 'Indicator',
  chosen: 'Read here as', why: 'Why', otherReadings: 'Other readings', try: 'Try', tryHint: 'Try “{reading}” on the board', notScorable: 'does not change points', tryOn: 'Board to try on', noBoards: 'No board to try on yet', touches: 'concerns {number}',
  printed: 'Printed', computed: 'Computed', where: 'Where', note: 'Note', none: 'none',
  parameter: 'Parameter', from: 'From', value: 'Value', clause: 'Clause',
  loaded: 'loaded {time}', open: 'Open', compare: 'Compare', whatIf: 'Try', current: 'current', shown: 'shown',
  compared: { title: 'Compared with version {version}', same: 'The tables do not differ', close: 'End comparison', changed: 'changed', added: 'added', removed: 'removed', before: 'Chosen version', after: 'Version shown', column: 'Column' },
}
