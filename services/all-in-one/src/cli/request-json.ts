import { Problem } from '@tierline/contracts/problem'

/** Posts a JSON body to a running server and returns its JSON; a refusal is thrown with the server's own sentence. */
export async function requestJson({ url, key, path }: { url: string; key: string; path: string }, body: object): Promise<unknown> {
  return await replyOf(await send(url, path, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify(body) }), { url, path })
}

/** Gets JSON from a running server; a refusal is thrown with the server's own sentence. */
export async function getJson(url: string, path: string): Promise<unknown> {
  return await replyOf(await send(url, path, {}), { url, path })
}

async function replyOf(response: Response, { url, path }: { url: string; path: string }): Promise<unknown> {
  const text = await response.text()
  if (response.ok) return JSON.parse(text)
  const problem = Problem.safeParse(parsed(text))
  throw new Error(`${url}${path}: found status ${response.status}. ${problem.success ? problem.data.detail : 'Expected a Tierline server there; check --url.'}`)
}

async function send(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, url), init)
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code
    throw new Error(`${url}: found no answer${typeof cause === 'string' ? ` (${cause})` : ''}, expected a running Tierline server. Start it with "tierline start", or mend --url.`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
