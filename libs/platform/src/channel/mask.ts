import type { ChannelTarget } from '@tierline/contracts/alert/channel'

const SHOWN_END = 4
const SHORTEST_SECRET = 6

/** What may be shown of an address: of a robot the host and the last four characters, of a mail the first letter and the host. */
export function maskTarget(target: ChannelTarget): string {
  if (target.kind === 'email') return target.to.map((address) => address.replace(/^(.)[^@]*/u, '$1***')).join(', ')
  const { protocol, host, pathname, search } = new URL(target.url)
  const rest = `${pathname}${search}`
  return `${protocol}//${host}/…${rest.length > 4 * SHOWN_END ? rest.slice(-SHOWN_END) : ''}`
}

/** The text without anything secret of the target: its address, every part of it that may be a key, its secret, mail addresses. */
export function withoutSecrets(text: string, target: ChannelTarget): string {
  return secretsOf(target).reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

/** The text without the login of a mail server's address. */
export function withoutLogin(text: string, url: string): string {
  const { username, password } = new URL(url)
  return longestFirst([username, password, decoded(username), decoded(password)]).reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

/** Longest first, so that no part is left of what holds another. */
function secretsOf(target: ChannelTarget): string[] {
  if (target.kind === 'email') return longestFirst(target.to)
  const { href, pathname, search, searchParams, hash, username, password } = new URL(target.url)
  const parts = [target.url, href, `${pathname}${search}`, ...pathname.split('/'), ...searchParams.values(), hash.slice(1), username, password]
  const secret = 'secret' in target ? target.secret : undefined
  const keys = parts.flatMap((part) => [part, decoded(part), encodeURIComponent(decoded(part))])
  return longestFirst([...keys.filter((part) => part.length >= SHORTEST_SECRET), ...(secret === undefined ? [] : [secret])])
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const longestFirst = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '').sort((a, b) => b.length - a.length)
