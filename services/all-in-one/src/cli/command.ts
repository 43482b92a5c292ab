import { demoCommand } from './commands/demo.ts'
import { gapCommand } from './commands/gap.ts'
import { importCommand } from './commands/import.ts'
import { keyCommand } from './commands/key.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { reconcileCommand } from './commands/reconcile.ts'
import { replayCommand } from './commands/replay.ts'
import { rubricCommand } from './commands/rubric.ts'
import { scoreCommand } from './commands/score.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { startCommand } from './commands/start.ts'
import { UsageError, EXIT } from './exit-code.ts'
import { helpOf, overview } from './help.ts'
import type { CommandHelp } from './help.ts'

/** One command of the line; what it needs is loaded when it runs, so that help and checks start at once. */
interface Command {
  help: CommandHelp
  run(args: readonly string[]): Promise<number>
}

const COMMANDS: readonly Command[] = [startCommand, demoCommand, rubricCommand, scoreCommand, importCommand, replayCommand, reconcileCommand, rebuildCommand, gapCommand, snapshotCommand, keyCommand]

/** Runs `tierline …` and returns the exit code; every failure is said in words. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  // A window that was closed, or a pipe that nobody reads, must not end us before we have stopped in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return say(overview(COMMANDS.map(({ help }) => help)))
  const command = COMMANDS.find(({ help }) => help.name === name)
  if (!command) return complain(`没有名为“${name}”的命令。/ There is no command "${name}".\n\n${overview(COMMANDS.map(({ help }) => help))}`, EXIT.usage)
  if (args.includes('--help') || args.includes('-h')) return say(helpOf(command.help))
  try {
    return await command.run(args)
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\n\n${helpOf(command.help)}`, EXIT.usage)
    return complain(`${error instanceof Error ? error.message : String(error)}\n`, EXIT.failed)
  }
}

function say(text: string): number {
  process.stdout.write(text)
  return EXIT.done
}

function complain(text: string, code: number): number {
  process.stderr.write(text)
  return code
}
