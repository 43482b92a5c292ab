import { runCommand } from './cli/command.ts'

// Without arguments this is `tierline start`.
const [, , ...args] = process.argv
process.exitCode = await runCommand(args.length === 0 ? ['start'] : args)
