// Loaded before a process' own code (NODE_OPTIONS=--import): its wall clock is wrong by FAULTS_CLOCK_SHIFT_MS, as a machine's whose clock nobody sets. Its monotone clock runs as ever.
const shiftMs = Number(process.env.FAULTS_CLOCK_SHIFT_MS ?? 0)
const Real = Date

globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length > 0 ? given : [Real.now() + shiftMs]))
  }

  static now() {
    return Real.now() + shiftMs
  }
}
