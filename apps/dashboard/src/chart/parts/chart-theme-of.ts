import { fonts, palettes, type ThemeName } from '../../theme/tokens.ts'
import type { ChartTheme } from './chart-theme.ts'

/** The chart theme of a look of the screen, from its design tokens. */
export function chartThemeOf(name: ThemeName, motion: boolean): ChartTheme {
  const { ink, ink2, rule, surface, focus, alert, tiers } = palettes[name]
  return { ink, ink2, rule, surface, focus, alert, tiers, font: fonts.text, motion }
}
