import type { Class, Function as FunctionNode } from "@babel/types";
import { lexicalDeclarations, patternNames, varNames } from "./declarations.ts";
import { isOnlyTypes } from "./refuse-unsupported.ts";
import { children, type Node } from "./syntax-tree.ts";

/** Names that statements use but do not declare in a scope around the use, each once, in any order. */
export function freeNames(statements: readonly Node[]): string[] {
  const free = new Set<string>();
  visitBlock(statements, new Scope(free, varNames(statements)));
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

function visitBlock(statements: readonly Node[], outer: Scope): void {
  const names = statements.flatMap(lexicalDeclarations).map(({ name }) => name);
  const scope = new Scope(outer, names);
  for (const statement of statements) visit(statement, scope);
}

function visit(node: Node, scope: Scope): void {
  if (isOnlyTypes(node)) return;
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
    case "ClassExpression":
      visitClass(node, scope);
      return;
    case "BlockStatement":
      visitBlock(node.body, scope);
      return;
    case "StaticBlock":
      visitBlock(node.body, new Scope(scope, varNames(node.body)));
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
    default:
      visitOther(node, scope);
  }
}

/** Nodes without a scope of their own. */
function visitOther(node: Node, scope: Scope): void {
  switch (node.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      visit(node.object, scope);
      if (node.computed) visit(node.property, scope);
      return;
    case "ObjectProperty":
    case "ClassProperty":
    case "ClassAccessorProperty":
      if (node.computed) visit(node.key, scope);
      if (node.value) visit(node.value, scope);
      return;
    case "ClassPrivateProperty":
      if (node.value) visit(node.value, scope);
      return;
    case "ObjectMethod":
    case "ClassMethod":
      if (node.computed) visit(node.key, scope);
      visitFunction(node, scope);
      return;
    case "ClassPrivateMethod":
      visitFunction(node, scope);
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
    case "PrivateName":
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return;
    default:
      visitTypeScript(node, scope);
  }
}

/** Of TypeScript's own nodes only these contain code; the others are types. */
function visitTypeScript(node: Node, scope: Scope): void {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      visit(node.expression, scope);
      return;
    case "TSParameterProperty":
      visit(node.parameter, scope);
      return;
    case "TSEnumDeclaration": {
      const names = node.members.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
      const initializers = node.members.flatMap(({ initializer }) => initializer ?? []);
      visitAll(initializers, new Scope(scope, names));
      return;
    }
    default:
      if (!node.type.startsWith("TS")) visitAll(children(node), scope);
  }
}

function visitAll(nodes: readonly Node[], scope: Scope): void {
  for (const node of nodes) visit(node, scope);
}

function visitClass(node: Class, outer: Scope): void {
  const scope = new Scope(outer, node.id ? [node.id.name] : []);
  visitAll(node.superClass ? [node.superClass, node.body] : [node.body], scope);
}

/** The defaults of parameters do not see the variables of the body. */
function visitFunction(node: FunctionNode, outer: Scope): void {
  const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
  const ofArguments = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
  const names = [...own, ...ofArguments, ...node.params.flatMap(patternNames)];
  const parameters = new Scope(outer, names);
  visitAll(node.params, parameters);
  visit(node.body, new Scope(parameters, varNames([node.body])));
}
