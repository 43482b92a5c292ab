/** What came of one suite. */
export class Outcome {
  constructor(name, counts, seconds = 0, reason = null) {
    this.name = name
    this.passed = counts.passed ?? 0
    this.failed = counts.failed ?? 0
    this.skipped = counts.skipped ?? 0
    this.seconds = seconds
    this.reason = reason
  }
}

/** A line that cannot be overlooked in a long log. */
export function banner(text) {
  console.log(`\n${'='.repeat(8)} ${text} ${'='.repeat(Math.max(8, 100 - text.length))}`)
}

/** Every suite with its counts and time. */
export function table(outcomes) {
  const width = Math.max(...outcomes.map(({ name }) => name.length))
  const rows = outcomes.map(({ name, passed, failed, skipped, seconds, reason }) => {
    const said = failed > 0 ? 'FAILED' : skipped > 0 ? 'DID NOT RUN' : 'ok'
    return `${name.padEnd(width)}  ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s  ${said}${reason ? `: ${reason}` : ''}`
  })
  return `\n${rows.join('\n')}\n`
}

/** The one closing line. */
export function closingLine(outcomes) {
  const sum = (count) => outcomes.reduce((total, outcome) => total + outcome[count], 0)
  const skipped = sum('skipped')
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
