import { expect, it } from '@jest/globals'
import { openLiveApp } from '../testing/live-app.ts'
import { MemoryBoards } from '../testing/memory-boards.ts'
import { BoardsScored } from './boards-scored.ts'

it('names the rules folder that holds no rubric, for no score will ever come of it', async () => {
  const live = await openLiveApp()
  try {
    const { platform } = live
    const without = { config: { ...platform.config, rulesFolder: '/bureau/rules' }, rules: { ...platform.rules, rubrics: [] } }
    const boards = new MemoryBoards()
    expect((await new BoardsScored(without, boards).ask()).waitsFor).toMatch(/^a rubric: the rules folder \/bureau\/rules holds none, so there is no board to score\. Put one there, or name another folder in TIERLINE_RULES/)
    expect((await new BoardsScored(platform, boards).ask()).waitsFor).toBe('the first scores of the boards')
    boards.add('counties')
    expect((await new BoardsScored(without, boards).ask()).waitsFor).toBeUndefined()
  } finally {
    await live.close()
  }
}, 30_000)
