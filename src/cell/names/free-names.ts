import type {
  Class,
  ClassAccessorProperty,
  ClassPrivateProperty,
  ClassProperty,
  Function as FunctionNode,
  Identifier,
  MemberExpression,
  OptionalMemberExpression,
  TSEnumDeclaration,
} from "@babel/types";
import { memberName } from "../compile/enum-edits.ts";
import { isOnlyTypes } from "../compile/refuse-unsupported.ts";
import { children, type Node, startOf } from "../syntax-tree.ts";
import { lexicalDeclarations, patternNames, varNames } from "./declarations.ts";

/** A use of a name that no scope around it declares. */
export interface FreeUse {
  readonly name: string;
  readonly offset: number;
  /** The properties that are read or called, as `layers` and `dense` in `tf.layers.dense()`; none for any other use. */
  readonly members: readonly Member[];
  /** Whether it is in a function, which may run later. */
  readonly inFunction: boolean;
  /** Whether it is the operand of `typeof`, which does not need the name to exist. */
  readonly inTypeof: boolean;
}

/** A property that is named after a dot. */
export interface Member {
  readonly name: string;
  readonly offset: number;
}

/** Names that statements use but do not declare in a scope around the use, each once, in any order. */
export function freeNames(statements: readonly Node[]): string[] {
  return [...new Set(freeUses(statements).map(({ name }) => name))];
}

/** The uses of free names in the order of the code. */
export function freeUses(statements: readonly Node[]): FreeUse[] {
  const free: FreeUse[] = [];
  visitBlock(statements, new Scope(free, varNames(statements)));
  return free.toSorted((a, b) => a.offset - b.offset);
}

/** The uses of names that no function or block inside the cell declares: free ones, and the cell's own top-level ones. */
export function outerUses(statements: readonly Node[]): FreeUse[] {
  const found: FreeUse[] = [];
  visitAll(statements, new Scope(found, []));
  return found;
}

/** The names of a scope. A name that no surrounding scope declares is free. */
class Scope {
  readonly #names: ReadonlySet<string>;
  readonly #outer: Scope | FreeUse[];
  readonly #inFunction: boolean;

  constructor(outer: Scope | FreeUse[], names: readonly string[], isFunction = false) {
    this.#outer = outer;
    this.#names = new Set(names);
    this.#inFunction = isFunction || (outer instanceof Scope && outer.#inFunction);
  }

  use(node: Identifier, as: Partial<Pick<FreeUse, "members" | "inTypeof">> = {}): void {
    const { name } = node;
    this.#add({
      name,
      offset: startOf(node),
      members: [],
      inTypeof: false,
      inFunction: this.#inFunction,
      ...as,
    });
  }

  #add(use: FreeUse): void {
    if (this.#names.has(use.name)) return;
    if (this.#outer instanceof Scope) this.#outer.#add(use);
    else this.#outer.push(use);
  }
}

function visitBlock(statements: readonly Node[], outer: Scope): void {
  const names = statements.flatMap(lexicalDeclarations).map(({ name }) => name);
  const scope = new Scope(outer, names);
  for (const statement of statements) {
    const own = enumOf(statement);
    if (own === null) visit(statement, scope);
    else visitEnum(own, new Scope(scope, membersOf(own.id.name, statements)));
  }
}

/** The enum that a statement declares, or null. */
function enumOf(statement: Node): TSEnumDeclaration | null {
  const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  return declaration?.type === "TSEnumDeclaration" && !declaration.declare ? declaration : null;
}

/** The members of all enums of a name: together they are one enum, and see each other's members. */
function membersOf(name: string, statements: readonly Node[]): string[] {
  return statements.flatMap((statement) => {
    const found = enumOf(statement);
    return found?.id.name === name ? found.members.map(memberName) : [];
  });
}

function visitEnum({ members }: TSEnumDeclaration, scope: Scope): void {
  for (const { initializer } of members) if (initializer) visit(initializer, scope);
}

function visit(node: Node, scope: Scope): void {
  if (isOnlyTypes(node)) return;
  switch (node.type) {
    case "Identifier":
      scope.use(node);
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
      visitMember(node, scope);
      return;
    case "UnaryExpression":
      if (node.operator === "typeof" && node.argument.type === "Identifier")
        scope.use(node.argument, { inTypeof: true });
      else visit(node.argument, scope);
      return;
    case "ObjectProperty":
      if (node.computed) visit(node.key, scope);
      visit(node.value, scope);
      return;
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      visitField(node, scope);
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
    default:
      if (!node.type.startsWith("TS")) visitAll(children(node), scope);
  }
}

function visitMember(node: MemberExpression | OptionalMemberExpression, scope: Scope): void {
  const path = memberPath(node);
  if (path !== null) {
    scope.use(path.name, { members: path.members });
    return;
  }
  visit(node.object, scope);
  if (node.computed) visit(node.property, scope);
}

/** A name and what follows it, dot by dot; null if anything else is among them. */
function memberPath(node: Node): { readonly name: Identifier; readonly members: readonly Member[] } | null {
  if (node.type === "Identifier") return { name: node, members: [] };
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return null;
  const { object, property, computed } = node;
  const path = computed || property.type !== "Identifier" ? null : memberPath(object);
  if (path === null || property.type !== "Identifier") return null;
  return { name: path.name, members: [...path.members, { name: property.name, offset: startOf(property) }] };
}

function visitAll(nodes: readonly Node[], scope: Scope): void {
  for (const node of nodes) visit(node, scope);
}

function visitClass(node: Class, outer: Scope): void {
  const scope = new Scope(outer, node.id ? [node.id.name] : []);
  visitAll(node.superClass ? [node.superClass, node.body] : [node.body], scope);
}

/** What a field begins with is computed with each object, and that of a static one with the class. */
function visitField(node: ClassProperty | ClassPrivateProperty | ClassAccessorProperty, scope: Scope): void {
  if (node.type !== "ClassPrivateProperty" && node.computed) visit(node.key, scope);
  if (node.value) visit(node.value, new Scope(scope, [], node.static !== true));
}

/** The defaults of parameters do not see the variables of the body. */
function visitFunction(node: FunctionNode, outer: Scope): void {
  const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
  const ofArguments = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
  const names = [...own, ...ofArguments, ...node.params.flatMap(patternNames)];
  const parameters = new Scope(outer, names, true);
  visitAll(node.params, parameters);
  visit(node.body, new Scope(parameters, varNames([node.body])));
}
