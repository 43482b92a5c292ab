const WIDTH = 30
const PLAIN_EVERY_MS = 5_000

/** A bar on a terminal, a line now and then elsewhere; both on standard error, so that results stay clean. */
export class ProgressBar {
  private last = 0

  constructor(private readonly title: string, private readonly out: NodeJS.WriteStream = process.stderr) {}

  /** Shows how far it is, 0 to 1, with a few words. */
  show(share: number, words: string): void {
    const now = Date.now()
    if (now - this.last < (this.out.isTTY ? 100 : PLAIN_EVERY_MS)) return
    this.last = now
    this.write(share, words)
  }

  /** Shows the end and leaves the line. */
  finish(words: string): void {
    this.write(1, words)
    if (this.out.isTTY) this.out.write('\n')
  }

  private write(share: number, words: string): void {
    const full = Math.max(0, Math.min(WIDTH, Math.round(share * WIDTH)))
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
    const line = `${this.title} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${words}`
    this.out.write(this.out.isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
  }
}
