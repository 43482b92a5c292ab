/** The oldest Node.js that Tierline runs on. */
const OLDEST = [20, 19]

/** Whether this Node.js is too old; written in the plainest syntax, so that an old one can still say so. */
export function isOldNode(version) {
  const parts = version.split('.').map(Number)
  return parts[0] < OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] < OLDEST[1])
}

/** What to tell whoever has an old one. */
export function nodeTooOld(version) {
  const wanted = OLDEST.join('.')
  return `Node.js ${version} 过旧：榜线需要 ${wanted} 及以上版本。请从 https://nodejs.org 安装新版后重试。\n` +
    `Node.js ${version} is too old: Tierline needs ${wanted} or newer. Install a newer one from https://nodejs.org and try again.\n`
}
