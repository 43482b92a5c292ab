import { fonts, motion, palettes, radiusPx, shadow, spaces, textSizes, type Palette, type ThemeName } from './tokens.ts'

/** The design tokens as CSS custom properties, with Element Plus' own properties mapped onto them, for both themes. */
export function tokensCss(): string {
  return [
    `:root{${declarations(sharedProperties())}}`,
    `:root${themed('light')}`,
    // Paper is always light.
    `@media screen{:root[data-theme="dark"]${themed('dark')}}`,
  ].join('\n')
}

function themed(theme: ThemeName): string {
  return `{color-scheme:${theme};${declarations({ ...paletteProperties(palettes[theme]), ...elementPlusProperties() })}}`
}

function declarations(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties).map(([name, value]) => `${name}:${value}`).join(';')
}

function sharedProperties(): Record<string, string> {
  return {
    '--font': fonts.text,
    '--radius': `${radiusPx}px`,
    '--shadow': shadow,
    '--motion': `${motion.durationMs}ms`,
    '--easing': motion.easing,
    ...Object.fromEntries(Object.entries(textSizes).map(([name, size]) => [`--text-${name}`, `${size}px`])),
    ...Object.fromEntries(spaces.map((space, index) => [`--space-${index + 1}`, `${space}px`])),
  }
}

function paletteProperties(palette: Palette): Record<string, string> {
  return {
    '--bg': palette.bg, '--surface': palette.surface, '--raised': palette.raised, '--ink': palette.ink, '--ink-2': palette.ink2,
    '--rule': palette.rule, '--rule-strong': palette.ruleStrong, '--focus': palette.focus, '--focus-tint': palette.focusTint,
    '--alert': palette.alert, '--alert-tint': palette.alertTint, '--on-ink': palette.onInk,
    ...Object.fromEntries(palette.tiers.map((color, index) => [`--tier-${index + 1}`, color])),
    ...Object.fromEntries(palette.tints.map((color, index) => [`--tier-${index + 1}-tint`, color])),
  }
}

// Element Plus reads these; its primary is our ink, because colour is kept for tier, focus and alert.
function elementPlusProperties(): Record<string, string> {
  return {
    '--el-color-primary': 'var(--ink)', '--el-color-primary-light-3': 'var(--ink-2)', '--el-color-primary-light-5': 'var(--rule-strong)',
    '--el-color-primary-light-7': 'var(--rule)', '--el-color-primary-light-8': 'var(--rule)', '--el-color-primary-light-9': 'var(--raised)',
    '--el-color-primary-dark-2': 'var(--ink)', '--el-color-white': 'var(--on-ink)', '--el-color-danger': 'var(--alert)', '--el-color-error': 'var(--alert)',
    '--el-bg-color': 'var(--surface)', '--el-bg-color-page': 'var(--bg)', '--el-bg-color-overlay': 'var(--surface)',
    '--el-text-color-primary': 'var(--ink)', '--el-text-color-regular': 'var(--ink)', '--el-text-color-secondary': 'var(--ink-2)', '--el-text-color-placeholder': 'var(--ink-2)',
    '--el-border-color': 'var(--rule-strong)', '--el-border-color-light': 'var(--rule)', '--el-border-color-lighter': 'var(--rule)', '--el-border-color-extra-light': 'var(--rule)',
    '--el-fill-color': 'var(--raised)', '--el-fill-color-light': 'var(--raised)', '--el-fill-color-lighter': 'var(--raised)', '--el-fill-color-blank': 'var(--surface)',
    '--el-border-radius-base': 'var(--radius)', '--el-border-radius-small': 'var(--radius)', '--el-font-family': 'var(--font)', '--el-font-size-base': 'var(--text-md)',
    '--el-box-shadow': 'none', '--el-box-shadow-light': 'none', '--el-box-shadow-lighter': 'none', '--el-mask-color': 'transparent',
  }
}
