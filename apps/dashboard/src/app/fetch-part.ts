const PAUSE_MS = 2_000

/** How a part is fetched again; the page's own where absent. */
export interface PartWays {
  /** Whether the server can be reached now. */
  isServerThere?: () => Promise<boolean>
  pauseMs?: number
}

/**
 * Fetches a part of the dashboard that is loaded when it is first needed. While the connection is away it waits and asks again every 2 s, so that a screen that nobody touches
 * gets its alerts after a cut as well.
 * @throws what the fetch failed with, where it fails although the server is there: a new version stands there and no longer has the part.
 */
export async function fetchPart<T>(load: () => Promise<T>, ways: PartWays = {}): Promise<T> {
  const { isServerThere = askServer, pauseMs = PAUSE_MS } = ways
  let isSure = false
  for (;;) {
    try {
      return await load()
    } catch (reason) {
      if (isSure) throw reason
    }
    // Asked after the failure, so a connection that came back in between costs one more try and no error.
    isSure = await isServerThere()
    if (!isSure) await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

async function askServer(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}
