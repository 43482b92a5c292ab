/** The axis that all rows of the picture share: points on it for scores. */
export interface Rail {
  left: number
  width: number
  from: number
  until: number
}

/** An axis that holds every score, range and tier line, with some air on both sides; positions only, never figures. */
export function railOf(figures: readonly string[], { left, width }: { left: number; width: number }): Rail {
  const numbers = figures.map(Number)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const air = Math.max((most - least) * 0.05, 0.5)
  return numbers.length === 0 ? { left, width, from: 0, until: 1 } : { left, width, from: least - air, until: most + air }
}

/** Where a figure lies, to a tenth of a pixel. */
export function placeOn({ left, width, from, until }: Rail, figure: string): number {
  return Math.round((left + ((Number(figure) - from) / (until - from)) * width) * 10) / 10
}
