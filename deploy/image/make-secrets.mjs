// Writes the two keys that every process shares, once: `node make-secrets.mjs FILE [UID:GID]`. What is there is never touched: with other keys the same person would count as another one.
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, renameSync, writeFileSync } from 'node:fs'

const [, , file, owner] = process.argv
if (!file) {
  console.error('Found no file name, expected where the keys go: node make-secrets.mjs FILE [UID:GID]')
  process.exit(2)
}
if (existsSync(file)) {
  console.log(`${file} is there; it stays as it is.`)
} else {
  const draft = `${file}.draft`
  const key = () => randomBytes(32).toString('hex')
  writeFileSync(draft, JSON.stringify({ personal: key(), seal: key() }), { mode: 0o400 })
  if (owner) chownSync(draft, ...owner.split(':').map(Number))
  renameSync(draft, file)
  console.log(`${file} holds two new keys. Keep a copy outside this machine: without them persons cannot be recognised again.`)
}
