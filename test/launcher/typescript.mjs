// `node --import ./test/launcher/typescript.mjs FILE.ts`: runs the tests' own tools from their TypeScript, on any Node that we support.
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return await next(url, context)
  const { transform } = await import('@swc/core')
  const filename = fileURLToPath(url)
  const { code } = await transform(await readFile(filename, 'utf8'), { filename, module: { type: 'es6' } })
  return { format: 'module', source: code, shortCircuit: true }
}
