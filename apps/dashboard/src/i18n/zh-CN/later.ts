import judge from './judge.ts'
import quality from './quality.ts'
import rubric from './rubric.ts'
import whatIf from './what-if.ts'

/** Words that come with the pages that use them, so that the board's first paint does not carry them. */
export default { judge, quality, rubric, whatIf }
