import ts from 'typescript'
import { eachNode, fileName, importsOf, isTest } from '../source.ts'
import type { Source } from '../source.ts'

const SKIN = /\.(controller|gateway|module)\.ts$/
/** Files that start Nest (all-in-one's server is opened by tests and the demo too), and the platform's http folder, which answers Nest's own filters and pipes without a decorator. */
const EDGE = /(\/main\.ts|^services\/all-in-one\/src\/app\.ts|^libs\/platform\/src\/http\/[a-z-]+\.ts)$/

/** Nest decorators outside controllers, gateways and modules, and Nest itself beyond the skin's edge. */
export function nestBeyondSkin(source: Source): string[] {
  if (SKIN.test(source.path) || isTest(source)) return []
  const decorated = decorators(source.tree).map((name) => `${source.path}: is decorated with ${name}; decorators stand only in *.controller.ts, *.gateway.ts and *.module.ts.`)
  const nest = EDGE.test(source.path) ? [] : importsOf(source).filter(({ from, isType }) => from.startsWith('@nestjs/') && !isType)
  return [...decorated, ...nest.map(({ from }) => `${source.path}: imports ${from}; make it a plain class or function and wire it in the module.`)]
}

/** A class in a decorated constructor that was imported as a type compiles, and fails at the start. */
export function typeInDecoratedConstructor(source: Source): string[] {
  if (!SKIN.test(source.path)) return []
  const types = typeImports(source.tree)
  const found: string[] = []
  eachNode(source.tree, (node) => {
    if (!ts.isConstructorDeclaration(node) || !ts.canHaveDecorators(node.parent) || !ts.getDecorators(node.parent)?.length) return
    for (const { type } of node.parameters) {
      if (type && ts.isTypeReferenceNode(type) && types.has(type.typeName.getText())) found.push(`${fileName(source)}: ${type.typeName.getText()} is injected but imported as a type; import the class itself.`)
    }
  })
  return found
}

function decorators(tree: ts.SourceFile): string[] {
  const found: string[] = []
  eachNode(tree, (node) => {
    if (ts.isDecorator(node)) found.push(node.getText().replace(/\([\s\S]*$/, ''))
  })
  return found
}

function typeImports(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  eachNode(tree, (node) => {
    if (ts.isImportSpecifier(node) && (node.isTypeOnly || node.parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword)) names.add(node.name.text)
  })
  return names
}
