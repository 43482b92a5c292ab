import { mkdirSync, readFileSync } from 'node:fs'
import { run } from './command.mjs'

/** Mounts a memory file system of `sizeMb` on a folder, for a disk that can be filled. */
export async function mountSmall(folder, sizeMb) {
  mkdirSync(folder, { recursive: true })
  if (isMounted(folder)) return
  await mount(['mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder])
}

/** Gives it another size while it is in use. */
export const resizeSmall = (folder, sizeMb) => mount(['mount', '-o', `remount,size=${sizeMb}m`, folder])

export async function unmountSmall(folder) {
  if (isMounted(folder)) await mount(['umount', folder])
}

const isMounted = (folder) => readFileSync('/proc/mounts', 'utf8').includes(` ${folder} `)

async function mount(command) {
  const { isDone, reason } = await run(command, { seconds: 30 })
  if (!isDone) throw new Error(`A small volume needs root rights on Linux: ${reason}`)
}
