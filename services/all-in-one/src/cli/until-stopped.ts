/** Resolves with the signal that asks this process to stop: Ctrl-C, SIGTERM, or the window being closed. A second one changes nothing, for the stop is under way. */
export function toldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve(name))
  })
}

/** Stops in order and says so. */
export async function stopAloud(stop: () => Promise<void>): Promise<void> {
  process.stdout.write('\n正在停止 / Stopping …\n')
  await stop()
  process.stdout.write('已停止，没有留下进程和端口。/ Stopped; no process and no port is left.\n')
}

/** Without a part that nobody can mend from here (the embedded PostgreSQL ended, the log's consumer crashed), going on would be answering errors for ever: says so, and ends with 1. */
export function endFatally(error: Error): never {
  process.stderr.write(`\n已停止：运行所必需的部分已经失效。/ Stopped: a part that nothing works without has failed.\n${error.message}\n`)
  process.exit(1)
}
