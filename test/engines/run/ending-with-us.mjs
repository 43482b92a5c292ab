import { which } from './command.mjs'

/** The kernel kills the command when its parent goes, however that ends; on Linux, and `setpriv` becomes the program it starts, so the process id is the program's. */
export const endingWithUs = (command) => (process.platform === 'linux' && which('setpriv') ? ['setpriv', '--pdeathsig', 'KILL', ...command] : command)
