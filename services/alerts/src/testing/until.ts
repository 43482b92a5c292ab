/** Waits until something is found; says what it waited for when it never is. Machines are shared: what never comes fails, what is slow does not. */
export async function until<T>(what: string, find: () => Promise<T | null | undefined | false>, withinMs = 60_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await find()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
}
