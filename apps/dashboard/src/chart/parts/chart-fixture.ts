import type { ChartTheme } from './chart-theme.ts'

/** A theme with tell-tale colours, for tests of the chart options. */
export const FIXED_THEME: ChartTheme = {
  ink: 'ink', ink2: 'ink2', rule: 'rule', surface: 'surface', focus: 'focus', alert: 'alert',
  tiers: ['tier1', 'tier2', 'tier3'], font: 'font', motion: false,
}

/** 2021-12-15 10:30 in Asia/Shanghai. */
export const NOON_MS = Date.UTC(2021, 11, 15, 2, 30)
export const DAY_MS = 86_400_000
