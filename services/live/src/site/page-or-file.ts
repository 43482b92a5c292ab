import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What an address that no route serves gets: a hashed asset, another file of the dashboard (its page among them), words, or nothing. */
export type SiteAnswer = { kind: 'asset' | 'file'; path: string } | { kind: 'not_built' | 'nothing' }

const PAGE = 'index.html'
/** Addresses of programs: a wrong one is a 404 for a program to read, never a page. */
const FOR_PROGRAMS = /^\/(?:v1|socket\.io|healthz|readyz|metrics|openapi\.json)(?:\/|$)/
/** Names that the build gives to files; whatever else is in an address cannot reach the disk. */
const FILE = /^(?:\/[\w-][\w.-]*)+\.\w+$/

/** Decides by the address, by what is on disk now, and by whether a person's browser asks. */
export async function answerOf(folder: string, url: string, accept: string): Promise<SiteAnswer> {
  const path = url.replace(/[?#].*$/s, '')
  if (FOR_PROGRAMS.test(path)) return { kind: 'nothing' }
  if (FILE.test(path) && await isFile(join(folder, path))) return { kind: isHashed(path) ? 'asset' : 'file', path }
  // A missing asset must not become a page: an old tab would run HTML as a script.
  if (isHashed(path) || (path !== '/' && !accept.includes('text/html'))) return { kind: 'nothing' }
  return await isFile(join(folder, PAGE)) ? { kind: 'file', path: PAGE } : { kind: 'not_built' }
}

const isHashed = (path: string): boolean => path.startsWith('/assets/')

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then((found) => found.isFile(), () => false)
}
