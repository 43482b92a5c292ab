import { readFile, readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The workspace's root folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** One source file: its path from the root with `/`, its text, and its syntax tree (of a component: of its script). */
export interface Source {
  path: string
  text: string
  tree: ts.SourceFile
}

/** One module that a file imports; `isType` where only types come through. */
export interface Import {
  from: string
  isType: boolean
}

const FOLDERS = ['libs', 'services', 'apps', 'test']
const SKIPPED = new Set(['node_modules', 'dist', '.nx', '.cache', '.tierline'])

/** Every TypeScript and Vue file of the workspace. */
export async function readSources(): Promise<Source[]> {
  const paths = (await Promise.all(FOLDERS.map((folder) => walk(join(ROOT, folder))))).flat().filter((path) => /\.(ts|vue)$/.test(path))
  return await Promise.all(paths.sort().map(async (path) => sourceOf(relative(ROOT, path).split(sep).join('/'), await readFile(path, 'utf8'))))
}

/** A source from its text; used on bad samples too. */
export function sourceOf(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, path.endsWith('.vue') ? scriptOf(text) : text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS) }
}

/** Static and dynamic imports and re-exports of a file. */
export function importsOf({ tree }: Source): Import[] {
  const found: Import[] = []
  eachNode(tree, (node) => {
    if (ts.isImportDeclaration(node)) found.push({ from: textOf(node.moduleSpecifier), isType: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword })
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) found.push({ from: textOf(node.moduleSpecifier), isType: node.isTypeOnly })
    else if (ts.isCallExpression(node) && isImportCall(node) && node.arguments[0]) found.push({ from: textOf(node.arguments[0]), isType: false })
  })
  return found
}

/** Calls `visit` on every node of a tree. */
export function eachNode(tree: ts.Node, visit: (node: ts.Node) => void): void {
  visit(tree)
  tree.forEachChild((child) => eachNode(child, visit))
}

export const isTest = ({ path }: Source): boolean => path.endsWith('.test.ts') || path.startsWith('test/') || path.includes('/testing/')

export const fileName = ({ path }: Source): string => basename(path)

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const kept = entries.filter((entry) => !SKIPPED.has(entry.name))
  const nested = await Promise.all(kept.filter((entry) => entry.isDirectory()).map((entry) => walk(join(folder, entry.name))))
  return [...kept.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name)), ...nested.flat()]
}

const scriptOf = (component: string): string => [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')

const textOf = (node: ts.Expression): string => (ts.isStringLiteralLike(node) ? node.text : node.getText())

const isImportCall = (node: ts.CallExpression): boolean =>
  node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require')
