/** A whole number parted by weights into whole numbers that add up to it: the largest remainders get what rounding down leaves over; of equal ones the earlier. */
export function parted(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  if (sum === 0n) return weights.map(() => 0)
  const products = weights.map((weight) => BigInt(whole) * BigInt(weight))
  const parts = products.map((product) => Number(product / sum))
  const left = whole - parts.reduce((total, part) => total + part, 0)
  const byRemainder = [...products.keys()].sort((i, j) => Number((products[j] ?? 0n) % sum - (products[i] ?? 0n) % sum) || i - j)
  for (const at of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
