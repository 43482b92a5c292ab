import { describe, expect, it } from '@jest/globals'
import { Board } from '@tierline/contracts/board'
import { Judgement } from '@tierline/contracts/judgement'
import { ListedRubric } from '@tierline/contracts/rubric/page'
import { RubricPage } from '@tierline/contracts/rubric/page'
import { WhatIf } from '@tierline/contracts/rubric/what-if'
import { ListedUnit } from '@tierline/contracts/unit'
import { fixtureBoard } from './fixture-board.ts'
import { withEverything } from './fixture-rich.ts'
import { fixtureJudgements, fixtureListed, fixtureListedUnits, fixtureRubric, fixtureWhatIf } from './fixture-rubric.ts'

const board = fixtureBoard({ units: 9 })

describe('fixtures of rubrics', () => {
  it.each([
    ['board', Board.safeParse(withEverything(board))], ['page', RubricPage.safeParse(fixtureRubric(board))], ['list', ListedRubric.safeParse(fixtureListed(board))], ['trial', WhatIf.safeParse(fixtureWhatIf(board, ['partial:whole']))],
    ['units', ListedUnit.safeParse(fixtureListedUnits(board)[0])], ...fixtureJudgements({ rubric: 'r', period: '2021', unit: 'u' }).map((one) => [`judgement ${one.id}`, Judgement.safeParse(one)] as const),
  ])('are what the contracts say: %s', (_name, parsed) => {
    expect(parsed).toMatchObject({ success: true })
  })
  it('count the units that move', () => {
    const { moved, rows } = fixtureWhatIf(board, [])
    expect(moved).toBe(rows.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)).length)
    expect(moved).toBeGreaterThan(0)
  })
})
