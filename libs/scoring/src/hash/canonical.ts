/** JSON with the keys of every object in code-point order and no spaces: one text for one content, to hash. Undefined entries are left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  // Whole snapshots are written by it, so it is written out plainly.
  if (Array.isArray(value)) {
    for (const entry of value) text += `${text === '' ? '' : ','}${canonicalJson(entry ?? null)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).sort()) {
    const entry = (value as Record<string, unknown>)[key]
    if (entry !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(entry)}`
  }
  return `{${text}}`
}
