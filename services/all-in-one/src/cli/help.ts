/** What a command is for and how it is called, in both languages. */
export interface CommandHelp {
  name: string
  zh: string
  en: string
  usage: readonly string[]
  /** Option, Chinese, English. */
  options: readonly (readonly [option: string, zh: string, en: string])[]
}

const EXIT_CODES = [
  '退出码 / Exit codes',
  '  0  完成 / done',
  '  1  查出问题（细则有误、有记录被拒、账不平） / something was found wrong (faults in a rubric, refused rows, a balance that does not hold)',
  '  2  命令写法有误 / the command line cannot be read',
  '  3  未能执行（连不上、打不开、端口被占） / it could not be tried (no connection, no file, the port is taken)',
].join('\n')

/** The overview of all commands. */
export function overview(commands: readonly CommandHelp[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, zh, en }) => `  ${name.padEnd(width)}  ${zh}\n  ${' '.repeat(width)}  ${en}`)
  return `榜线 Tierline\n\n用法 / Usage\n  tierline COMMAND [options]\n  tierline COMMAND --help\n\n命令 / Commands\n${lines.join('\n')}\n\n${EXIT_CODES}\n`
}

/** The help of one command. */
export function helpOf({ name, zh, en, usage, options }: CommandHelp): string {
  const width = Math.max(0, ...options.map(([option]) => option.length))
  const lines = options.map(([option, chinese, english]) => `  ${option.padEnd(width)}  ${chinese}\n  ${' '.repeat(width)}  ${english}`)
  const optionLines = lines.length === 0 ? '' : `\n\n选项 / Options\n${lines.join('\n')}`
  return `tierline ${name}\n  ${zh}\n  ${en}\n\n用法 / Usage\n${usage.map((line) => `  ${line}`).join('\n')}${optionLines}\n\n${EXIT_CODES}\n`
}
