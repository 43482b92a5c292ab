/** The colours and the font that a chart may use; they come from the design tokens, so a chart never names a colour itself. */
export interface ChartTheme {
  readonly ink: string
  readonly ink2: string
  readonly rule: string
  readonly surface: string
  readonly focus: string
  readonly alert: string
  /** One colour a tier, best first. */
  readonly tiers: readonly string[]
  readonly font: string
  /** False where the reader asked for less motion. */
  readonly motion: boolean
}

/** Colour of the tier at `index` (best first); beyond the last one it is the quiet ink. */
export function tierColor(theme: ChartTheme, index: number): string {
  return theme.tiers[index] ?? theme.ink2
}
