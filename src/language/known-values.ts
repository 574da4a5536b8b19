import ts from "typescript";

/** A value that is known before the code runs. */
export type Constant = number | string | boolean;

/** The value of an expression, if its type has only one and nothing can have replaced it; `undefined` for any other. */
export function constantOf(node: ts.Expression, checker: ts.TypeChecker): Constant | undefined {
  if (isReplaced(node)) return undefined;
  const type = typeOf(node, checker);
  if (type.isNumberLiteral() || type.isStringLiteral()) return type.value;
  return type.flags & ts.TypeFlags.BooleanLiteral ? checker.typeToString(type) === "true" : undefined;
}

export function numberOf(node: ts.Expression | undefined, checker: ts.TypeChecker): number | undefined {
  const value = node === undefined ? undefined : constantOf(node, checker);
  return typeof value === "number" ? value : undefined;
}

export function textOf(node: ts.Expression | undefined, checker: ts.TypeChecker): string | undefined {
  const value = node === undefined ? undefined : constantOf(node, checker);
  return typeof value === "string" ? value : undefined;
}

/** The type of a shorthand property, `{ min }`, would include what a later assignment may give it. */
function typeOf(node: ts.Expression, checker: ts.TypeChecker): ts.Type {
  const symbol = shorthandSymbol(node, checker);
  return symbol === undefined
    ? checker.getTypeAtLocation(node)
    : checker.getTypeOfSymbolAtLocation(symbol, node);
}

function shorthandSymbol(node: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === node
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : undefined;
}

/** A property of an object literal. */
export interface WrittenProperty {
  readonly key: string;
  readonly name: ts.PropertyName;
  readonly value: ts.Expression;
}

/** The properties of an object literal, without methods and those that `...` adds. */
export function propertiesOf(object: ts.ObjectLiteralExpression): readonly WrittenProperty[] {
  return object.properties.flatMap((property): readonly WrittenProperty[] => {
    if (ts.isShorthandPropertyAssignment(property))
      return [{ key: property.name.text, name: property.name, value: property.name }];
    if (!ts.isPropertyAssignment(property)) return [];
    const { name, initializer: value } = property;
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? [{ key: name.text, name, value }] : [];
  });
}

/** Whether these are all of its properties. */
export function isWhole(object: ts.ObjectLiteralExpression): boolean {
  return propertiesOf(object).length === object.properties.length;
}

/** The value of a key in an object literal. */
export function valueAt(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  return propertiesOf(object).find((property) => property.key === key)?.value;
}

/** Whether an object is written where it is used: code cannot have changed it since, as it can that of a name. */
export function isWrittenIn(call: ts.CallExpression, object: ts.ObjectLiteralExpression): boolean {
  const around = ts.findAncestor(object, (node) => node === call || ts.isVariableDeclaration(node));
  return around === call;
}

/** Whether an expression is the value of a key in an object with a name, and the code assigns to such a key. */
function isReplaced({ parent }: ts.Expression): boolean {
  if (!ts.isPropertyAssignment(parent) && !ts.isShorthandPropertyAssignment(parent)) return false;
  const { name } = parent;
  const hasName = ts.findAncestor(parent, (node) => ts.isStatement(node) || ts.isVariableDeclaration(node));
  if (hasName === undefined || !ts.isVariableDeclaration(hasName)) return false;
  const text = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : "";
  return assignedKeys(parent.getSourceFile()).has(text);
}

const assigned = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** The keys to which code assigns, as in `trace.y = [1]` and `trace["y"] = [1]`. */
function assignedKeys(source: ts.SourceFile): ReadonlySet<string> {
  const known = assigned.get(source);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  const visit = (node: ts.Node): void => {
    const target = ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) ? node.left : null;
    if (target !== null && ts.isPropertyAccessExpression(target)) keys.add(target.name.text);
    if (target !== null && ts.isElementAccessExpression(target)) {
      const { argumentExpression: key } = target;
      if (ts.isStringLiteralLike(key)) keys.add(key.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  assigned.set(source, keys);
  return keys;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** A limit for constants that refer to each other. */
const DEEPEST = 8;

/**
 * The object literals that an expression may evaluate to: itself, the elements of a list, both branches of a condition,
 * what `rows.map((row) => ({ … }))` returns, and the value of a constant of the same cell.
 */
export function objectsIn(
  node: ts.Expression,
  checker: ts.TypeChecker,
  depth = 0,
): readonly ts.ObjectLiteralExpression[] {
  const inside = (each: ts.Expression): readonly ts.ObjectLiteralExpression[] =>
    objectsIn(each, checker, depth + 1);
  const plain = withoutTypes(node);
  if (depth > DEEPEST) return [];
  if (ts.isObjectLiteralExpression(plain)) return [plain];
  if (ts.isArrayLiteralExpression(plain)) return plain.elements.flatMap(inside);
  if (ts.isSpreadElement(plain)) return inside(plain.expression);
  if (ts.isConditionalExpression(plain)) return [plain.whenTrue, plain.whenFalse].flatMap(inside);
  if (ts.isCallExpression(plain)) return mapped(plain).flatMap(inside);
  const value = ts.isIdentifier(plain) ? constantNamed(plain, checker) : null;
  return value === null ? [] : inside(value);
}

/** The elements of an array literal, or of a constant that nothing can change (`as const`). */
export function elementsOf(
  node: ts.Expression,
  checker: ts.TypeChecker,
): readonly ts.Expression[] | undefined {
  const plain = withoutTypes(node);
  if (ts.isArrayLiteralExpression(plain)) return plain.elements;
  const value = ts.isIdentifier(plain) ? constantNamed(plain, checker) : null;
  if (value === null || !ts.isAsExpression(value) || !ts.isConstTypeReference(value.type)) return undefined;
  return ts.isArrayLiteralExpression(value.expression) ? value.expression.elements : undefined;
}

function withoutTypes(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
    ? withoutTypes(node.expression)
    : node;
}

/** What the callback of `map` or `flatMap` returns. */
function mapped({ expression, arguments: [callback] }: ts.CallExpression): readonly ts.Expression[] {
  if (!ts.isPropertyAccessExpression(expression) || !/^(?:map|flatMap)$/.test(expression.name.text))
    return [];
  if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)))
    return [];
  if (!ts.isBlock(callback.body)) return [callback.body];
  return callback.body.statements.flatMap((statement) =>
    ts.isReturnStatement(statement) && statement.expression !== undefined ? [statement.expression] : [],
  );
}

/** The value with which a constant of the same cell is declared; null for any other name. */
function constantNamed(node: ts.Identifier, checker: ts.TypeChecker): ts.Expression | null {
  const symbol = shorthandSymbol(node, checker) ?? checker.getSymbolAtLocation(node);
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null;
  if (declaration.getSourceFile() !== node.getSourceFile()) return null;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? (declaration.initializer ?? null) : null;
}
