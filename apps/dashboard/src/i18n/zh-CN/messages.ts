import board from './board.ts'
import explain from './explain.ts'
import shell from './shell.ts'
import unit from './unit.ts'
import wall from './wall.ts'

export default { board, explain, shell, unit, wall }
