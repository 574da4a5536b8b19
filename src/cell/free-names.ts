import type { Function as FunctionNode } from "acorn";
import { lexicalDeclarations, patternNames, varNames } from "./declarations.ts";
import { type AnyNode, children, type Program } from "./syntax-tree.ts";

/** Names that a program uses but does not declare in a scope around the use, each once, in any order. */
export function freeNames(program: Program): string[] {
  const free = new Set<string>();
  visitBlock(program.body, new Scope(free, varNames(program)));
  return [...free];
}

/** The names of a scope. A name that no surrounding scope declares is free. */
class Scope {
  readonly #names: ReadonlySet<string>;
  readonly #outer: Scope | Set<string>;

  constructor(outer: Scope | Set<string>, names: readonly string[]) {
    this.#outer = outer;
    this.#names = new Set(names);
  }

  use(name: string): void {
    if (this.#names.has(name)) return;
    if (this.#outer instanceof Scope) this.#outer.use(name);
    else this.#outer.add(name);
  }
}

function visitBlock(statements: readonly AnyNode[], outer: Scope): void {
  const names = statements.flatMap(lexicalDeclarations).map(({ name }) => name);
  const scope = new Scope(outer, names);
  for (const statement of statements) visit(statement, scope);
}

function visit(node: AnyNode, scope: Scope): void {
  switch (node.type) {
    case "Identifier":
      scope.use(node.name);
      return;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      visitFunction(node, scope);
      return;
    case "ClassDeclaration":
    case "ClassExpression": {
      const inner = new Scope(scope, node.id ? [node.id.name] : []);
      visitAll(node.superClass ? [node.superClass, node.body] : [node.body], inner);
      return;
    }
    case "BlockStatement":
      visitBlock(node.body, scope);
      return;
    case "StaticBlock":
      visitBlock(node.body, new Scope(scope, varNames(node)));
      return;
    case "SwitchStatement":
      visit(node.discriminant, scope);
      visitBlock(
        node.cases.flatMap(({ test, consequent }) => (test ? [test, ...consequent] : consequent)),
        scope,
      );
      return;
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
      visitBlock(children(node), scope);
      return;
    case "CatchClause":
      visitAll(children(node), new Scope(scope, node.param ? patternNames(node.param) : []));
      return;
    case "MemberExpression":
      visit(node.object, scope);
      if (node.computed) visit(node.property, scope);
      return;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      if (node.computed) visit(node.key, scope);
      if (node.value) visit(node.value, scope);
      return;
    case "LabeledStatement":
      visit(node.body, scope);
      return;
    case "ExportNamedDeclaration":
      visitAll(node.declaration ? [node.declaration] : [], scope);
      return;
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return;
    default:
      visitAll(children(node), scope);
  }
}

function visitAll(nodes: readonly AnyNode[], scope: Scope): void {
  for (const node of nodes) visit(node, scope);
}

function visitFunction(node: FunctionNode & AnyNode, outer: Scope): void {
  const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
  const ofArguments = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
  const names = [...own, ...ofArguments, ...node.params.flatMap(patternNames), ...varNames(node.body)];
  const scope = new Scope(outer, names);
  visitAll([...node.params, node.body], scope);
}
