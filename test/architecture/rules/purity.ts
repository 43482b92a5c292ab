import ts from 'typescript'
import { eachNode, importsOf, isTest } from '../source.ts'
import type { Source } from '../source.ts'
import { areaOf } from './direction.ts'

/** What the pure packages may import besides their own files; everything else is I/O, a framework or a hidden clock. */
const PURE: Record<string, readonly string[]> = {
  'libs/contracts': ['zod/mini'],
  'libs/scoring': ['zod', 'zod/mini', 'fraction.js', 'yaml'],
}

/** Globals that reach out of a pure function: the clock, chance, the process, the network, the screen. */
const IMPURE_GLOBALS = new Set([
  'process', 'require', 'fetch', 'console', 'performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask',
  'globalThis', 'window', 'document', 'localStorage', 'Intl', 'WebSocket', 'XMLHttpRequest', 'Buffer',
])
const IMPURE_CALLS = new Set(['Date.now', 'Math.random', 'performance.now'])

/** Imports, globals and calls by which a pure package would depend on more than its arguments. */
export function impurities(source: Source): string[] {
  const allowed = PURE[areaOf(source.path)]
  if (!allowed || isTest(source)) return []
  const imported = importsOf(source).filter(({ from }) => !from.startsWith('.') && !allowed.includes(from)).map(({ from }) => `imports ${from}`)
  return [...imported, ...reaches(source.tree)].map((what) => `${source.path}: ${what}; this package is pure and gets everything as an argument.`)
}

function reaches(tree: ts.SourceFile): string[] {
  const found: string[] = []
  const own = declared(tree)
  eachNode(tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && IMPURE_CALLS.has(node.getText())) found.push(`uses ${node.getText()}`)
    else if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) found.push('uses new Date() without an instant')
    else if (ts.isCallExpression(node) && node.expression.getText() === 'Date') found.push('uses Date() without an instant')
    else if (ts.isMetaProperty(node)) found.push('uses import.meta')
    else if (ts.isIdentifier(node) && IMPURE_GLOBALS.has(node.text) && !own.has(node.text) && isReference(node)) found.push(`uses the global ${node.text}`)
  })
  return found
}

/** Names that the file declares itself; they are no globals. */
function declared(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  eachNode(tree, (node) => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node)) && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
  })
  return names
}

/** A name that is read, not one that is declared or a property of something else. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) return parent.name !== node
  return !(ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isFunctionDeclaration(parent) || ts.isImportSpecifier(parent))
}
