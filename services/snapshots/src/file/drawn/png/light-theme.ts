/** Colours of the screen's light theme, as far as the picture of a board uses them. */
export const LIGHT = {
  surface: '#FFFFFF', raised: '#F0F2F5', ink: '#12161C', ink2: '#5A6472', rule: '#DFE3E8', ruleStrong: '#858F9C', alert: '#B42318',
  tiers: ['#0072B2', '#007A59', '#B34E00', '#7B3FA0', '#5A6472'],
  tints: ['#E6F1F8', '#E4F3EE', '#FBEDE0', '#F3EAF8', '#F0F2F5'],
} as const

/** The colour of the tier at a place, best first; of none, ink. */
export const tierColour = (place: number): string => (place < 0 ? LIGHT.ink : LIGHT.tiers[Math.min(place, LIGHT.tiers.length - 1)] ?? LIGHT.ink)
export const tierTint = (place: number): string => LIGHT.tints[Math.min(Math.max(place, 0), LIGHT.tints.length - 1)] ?? LIGHT.raised

/** ● ◆ ■ ▬ ✕ as paths around (x, y): few fonts have them all. */
export function tierShape(place: number, x: number, y: number): string {
  const fill = `fill="${tierColour(place)}"`
  const shapes = [
    `<circle cx="${x}" cy="${y}" r="5" ${fill}/>`, `<path d="M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z" ${fill}/>`, `<rect x="${x - 5}" y="${y - 5}" width="10" height="10" ${fill}/>`,
    `<rect x="${x - 6}" y="${y - 2.5}" width="12" height="5" ${fill}/>`, `<path d="M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x + 5} ${y - 5}L${x - 5} ${y + 5}" stroke="${tierColour(place)}" stroke-width="2.5"/>`,
  ]
  return shapes[Math.min(Math.max(place, 0), shapes.length - 1)] ?? ''
}
