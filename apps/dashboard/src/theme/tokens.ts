/** The two looks of the screen. */
export type ThemeName = 'light' | 'dark'

/** Colours of one theme; this file is the only place where a colour is written. */
export interface Palette {
  readonly bg: string
  readonly surface: string
  /** A quiet second surface: table heads, hovered rows. */
  readonly raised: string
  readonly ink: string
  readonly ink2: string
  readonly rule: string
  /** A border that must be seen, e.g. of a form field (3:1 on the surface). */
  readonly ruleStrong: string
  readonly focus: string
  readonly focusTint: string
  readonly alert: string
  readonly alertTint: string
  /** Text on a surface of ink. */
  readonly onInk: string
  /** Best tier first. */
  readonly tiers: readonly [string, string, string, string, string]
  readonly tints: readonly [string, string, string, string, string]
}

export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light: {
    bg: '#F6F7F9', surface: '#FFFFFF', raised: '#F0F2F5', ink: '#12161C', ink2: '#5A6472', rule: '#DFE3E8', ruleStrong: '#858F9C',
    focus: '#1F5AE0', focusTint: '#EAF0FD', alert: '#B42318', alertTint: '#FCEEEC', onInk: '#FFFFFF',
    tiers: ['#0072B2', '#007A59', '#B34E00', '#7B3FA0', '#5A6472'],
    tints: ['#E6F1F8', '#E4F3EE', '#FBEDE0', '#F3EAF8', '#F0F2F5'],
  },
  dark: {
    bg: '#0B1A33', surface: '#10233F', raised: '#172C4B', ink: '#E8EEF7', ink2: '#A9B8CF', rule: '#23395D', ruleStrong: '#6F86AB',
    focus: '#8AB4FF', focusTint: '#1A3460', alert: '#FF9A8F', alertTint: '#3B2536', onInk: '#0B1A33',
    tiers: ['#56B4E9', '#2EC4A0', '#E69F00', '#C9A0E8', '#A9B8CF'],
    tints: ['#143A5C', '#113B46', '#3A3326', '#332D55', '#172C4B'],
  },
}

/** Shape of a tier, best first: a tier is told by text, shape and colour, never by colour alone. */
export const TIER_SHAPES = ['●', '◆', '■', '▬', '✕'] as const

export const fonts = {
  text: '"Tierline Sans", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
} as const

/** Pixels. */
export const textSizes = { xs: 12, sm: 13, md: 14, lg: 16, xl: 20, xxl: 28, huge: 40 } as const
export const spaces = [4, 8, 12, 16, 24, 32, 48] as const
export const radiusPx = 4

/** For drawers and dialogs only. */
export const shadow = '0 8px 32px rgba(5, 12, 24, .24)'

/** Rows glide, nothing else moves. */
export const motion = { durationMs: 400, easing: 'cubic-bezier(.2, 0, 0, 1)' } as const
