import type { Severity } from '@tierline/contracts/alert/watch'

/** Seconds at which the tones of a severity begin, and their pitch: one low, two, three high. */
export const BEEPS: Readonly<Record<Severity, { readonly at: readonly number[]; readonly hertz: number }>> = {
  notice: { at: [0], hertz: 523 }, warning: { at: [0, 0.35], hertz: 659 }, critical: { at: [0, 0.3, 0.6], hertz: 880 },
}
const TONE_SECONDS = 0.22
const LOUDNESS = 0.25
const SILENT = 0.0001
const EDGE_SECONDS = 0.02

/** Plays a severity's tones, made here and not from a file; edges are softened so that loudspeakers do not crack. */
export function beep(context: AudioContext, severity: Severity): void {
  const { at, hertz } = BEEPS[severity]
  for (const delay of at) {
    const start = context.currentTime + delay
    const gain = context.createGain()
    gain.gain.setValueAtTime(SILENT, start)
    gain.gain.exponentialRampToValueAtTime(LOUDNESS, start + EDGE_SECONDS)
    gain.gain.exponentialRampToValueAtTime(SILENT, start + TONE_SECONDS)
    const tone = context.createOscillator()
    tone.type = 'sine'
    tone.frequency.value = hertz
    tone.connect(gain).connect(context.destination)
    tone.onended = () => gain.disconnect()
    tone.start(start)
    tone.stop(start + TONE_SECONDS)
  }
}
