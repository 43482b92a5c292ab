/** Splits a whole total over weights so that the parts add up to it exactly: each part is the difference of two rounded running sums. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0)
  let running = 0
  let given = 0
  return weights.map((weight) => {
    running += weight
    const until = sum === 0 ? 0 : Math.round((total * running) / sum)
    const part = until - given
    given = until
    return part
  })
}
