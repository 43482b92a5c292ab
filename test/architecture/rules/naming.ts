import ts from 'typescript'
import { eachNode, fileName } from '../source.ts'
import type { Source } from '../source.ts'

/** Words that say nothing about what a thing is for. */
const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'base', 'impl'])
/** They may qualify a name (`commonReason`, `baseLine`); as a place they say nothing. */
const ADJECTIVES = new Set(['base', 'common'])
const BARREL = 'libs/scoring/src/index.ts'

/** Empty words in paths and declared names, I-prefixed interfaces, and barrels. */
export function emptyNames(source: Source): string[] {
  const inPath = source.path.split('/').flatMap(words).filter((word) => EMPTY_WORDS.has(word)).map((word) => `its path holds "${word}"`)
  const barrel = fileName(source) === 'index.ts' && source.path !== BARREL ? ['is a barrel; only libs/scoring has a public face'] : []
  return [...inPath, ...barrel, ...declaredNames(source.tree)].map((what) => `${source.path}: ${what}; name it after what it does.`)
}

/** Tests that would not run, or that stand in for our own classes. */
export function silencedTests(source: Source): string[] {
  if (!source.path.endsWith('.test.ts')) return []
  const found: string[] = []
  eachNode(source.tree, (node) => {
    if (!ts.isCallExpression(node)) return
    const called = node.expression.getText()
    if (/^(it|test|describe)(\.\w+)*\.(skip|only|todo)\b/.test(called) || /^x(it|describe|test)$/.test(called)) found.push(`${source.path}: ${called} silences a test; run it or remove it.`)
    if (/^jest\.(mock|unstable_mockModule|spyOn)$/.test(called)) found.push(`${source.path}: ${called} stands in for our own code; use an in-memory adapter or a fixed clock.`)
  })
  return found
}

function declaredNames(tree: ts.SourceFile): string[] {
  const found: string[] = []
  eachNode(tree, (node) => {
    if (ts.isInterfaceDeclaration(node) && /^I[A-Z][a-z]/.test(node.name.text)) found.push(`interface ${node.name.text} carries an I-prefix`)
    if (!isDeclaration(node) || !node.name || !ts.isIdentifier(node.name)) return
    const empty = words(node.name.text).find((word) => EMPTY_WORDS.has(word) && !ADJECTIVES.has(word))
    if (empty) found.push(`declares ${node.name.text}, with the word "${empty}"`)
  })
  return found
}

type Declaration = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.FunctionDeclaration | ts.TypeAliasDeclaration | ts.VariableDeclaration

const isDeclaration = (node: ts.Node): node is Declaration =>
  ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isVariableDeclaration(node)

const words = (name: string): string[] => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z]+/)
