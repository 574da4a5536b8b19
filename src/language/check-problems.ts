import ts from "typescript";
import type { CodeProblem } from "./code-problem.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { CellProblem } from "./messages.ts";
import { isShared } from "./piece.ts";

/**
 * The problems of an exercise's check, for readers who do not see its code: each at what their cell declares and the
 * check cannot use, one for each name. A missing name has no position. All others are mistakes in the check itself,
 * which the check of lessons reports to the author.
 */
export function problemsOfCheck(
  program: LessonProgram,
  check: ProgramPiece,
  problems: readonly CodeProblem[],
): readonly CellProblem[] {
  const byDeclaration = new Map<string, CellProblem>();
  for (const problem of problems) {
    const { message, kind } = problem;
    const declaration = declarationMeant(program, check, problem);
    if (declaration === null && kind !== "name") continue;
    const { from, to } = declaration ?? { from: 0, to: 0 };
    const key = declaration === null ? message : String(from);
    if (!byDeclaration.has(key)) byDeclaration.set(key, { from, to, message, inCheck: true });
  }
  return [...byDeclaration.values()];
}

type Range = Pick<CellProblem, "from" | "to">;

/** Where the reader's cell declares what a problem of its check is about; null if the problem has nothing to do with it. */
function declarationMeant(program: LessonProgram, check: ProgramPiece, problem: CodeProblem): Range | null {
  const file = program.service.getProgram()?.getSourceFile(check.path);
  const cell = program.pieces.find(({ piece }) => isShared(piece) && piece.id === check.piece.id);
  if (file === undefined || cell === undefined) return null;
  const start = check.file.start + problem.from;
  const end = check.file.start + problem.to;
  const seen = new Set<ts.Node>();
  /** The declaration of the name in the origin that is the closest to the problem. */
  const search = ({ node, path }: ValueOrigin): Range | null => {
    if (seen.has(node)) return null;
    seen.add(node);
    const names = identifiersIn(node).toSorted((a, b) => distance(a, start) - distance(b, start));
    return firstOf(names, (name) => {
      const definitions = program.service.getDefinitionAtPosition(check.path, name.getStart(file)) ?? [];
      return (
        firstOf(definitions, (definition) => rangeIn(cell, definition)) ??
        firstOf(definitions, ({ fileName, textSpan }) => {
          const own =
            fileName === check.path ? nodeAround(file, textSpan.start, ts.textSpanEnd(textSpan)) : null;
          return own === null ? null : firstOf(originsOf(own, name === node ? path : []), search);
        })
      );
    });
  };
  const node = nodeAround(file, start, end);
  const further = cause(node, problem);
  return search({ node, path: [] }) ?? (further === null ? null : search({ node: further, path: [] }));
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => Range | null): Range | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/**
 * What else a problem at a node can come from: of a property its object, of a variable its value, of an argument the
 * function that is called. Null if that is all, since the rest of the statement is about something else.
 */
function cause(shown: ts.Node, { message }: CodeProblem): ts.Node | null {
  let node = shown;
  while (isPartOfPattern(node.parent)) node = node.parent;
  const { parent } = node;
  if (message.startsWith("No overload matches this call")) {
    // It is shown at the name of the function, and about its arguments.
    const callee = ts.isPropertyAccessExpression(parent) && node === parent.name ? parent : node;
    return isCall(callee.parent) ? callee.parent : null;
  }
  if (isCall(parent)) return node === parent.expression ? null : parent.expression;
  return nodeNamedIn(parent) === node ? parent : null;
}

function isCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

/** The part of a node where TypeScript shows what is wrong with another part. */
function nodeNamedIn(node: ts.Node): ts.Node | null {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (ts.isElementAccessExpression(node)) return node.argumentExpression;
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) return node.name;
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssignment ? node.left : null;
}

function isPartOfPattern(node: ts.Node): boolean {
  return ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node);
}

/** How a part of a value is reached: by its index, by its property, or as any of the elements. */
type Access = { readonly index: number } | { readonly property: string } | "each";

/** Where a value comes from: a part of what a node contains. */
interface ValueOrigin {
  readonly node: ts.Node;
  readonly path: readonly Access[];
}

/** Where the value of a name comes from that the check declares itself, or a part of that value. */
function originsOf(name: ts.Node, further: readonly Access[]): readonly ValueOrigin[] {
  const { parent } = name;
  // The definition of `{ width }` is the import of `width`, and that of the import the reader's.
  if (ts.isShorthandPropertyAssignment(parent) || ts.isImportSpecifier(parent)) {
    return [{ node: name, path: further }];
  }
  if (ts.isPropertyAssignment(parent)) return partsOf(parent.initializer, further);
  const { declaration, path: taken } = outOfPatterns(parent);
  const path = [...taken, ...further];
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    if (declaration.initializer !== undefined) return partsOf(declaration.initializer, path);
    return ts.isForOfStatement(loop) ? partsOf(loop.expression, ["each", ...path]) : [];
  }
  // What calls the function, such as `values.map`.
  const call = ts.isParameter(declaration) ? declaration.parent.parent : null;
  if (call === null || !ts.isCallExpression(call)) return [];
  const callee = call.expression;
  const values = ts.isPropertyAccessExpression(callee) ? partsOf(callee.expression, ["each", ...path]) : [];
  return [...values, { node: callee, path: [] }];
}

/** The declaration around a name in patterns, and the path from its value to that of the name. */
function outOfPatterns(parent: ts.Node): { readonly declaration: ts.Node; readonly path: readonly Access[] } {
  let node = parent;
  let path: readonly Access[] = [];
  while (isPartOfPattern(node)) {
    if (ts.isBindingElement(node)) {
      const access = accessTo(node);
      path = access === null ? [] : [access, ...path];
    }
    node = node.parent;
  }
  return { declaration: node, path };
}

/** From the value of a pattern to that of its element; null for the rest of a value and computed names. */
function accessTo(element: ts.BindingElement): Access | null {
  const { parent: pattern, propertyName, name, dotDotDotToken } = element;
  if (dotDotDotToken !== undefined) return null;
  if (ts.isArrayBindingPattern(pattern)) return { index: pattern.elements.indexOf(element) };
  const property = propertyName ?? name;
  return ts.isIdentifier(property) || ts.isStringLiteral(property) ? { property: property.text } : null;
}

/** The parts of an expression at the end of the path, as far as it is written out. */
function partsOf(expression: ts.Expression, path: readonly Access[]): readonly ValueOrigin[] {
  const [access, ...further] = path;
  const value = withoutTypes(expression);
  const parts = access === undefined ? [] : partsAt(value, access);
  return parts.length === 0 ? [{ node: value, path }] : parts.flatMap((part) => partsOf(part, further));
}

/** What is in parentheses, or before `as` and the like. */
function withoutTypes(expression: ts.Expression): ts.Expression {
  const isOuter =
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression);
  return isOuter ? withoutTypes(expression.expression) : expression;
}

function partsAt(value: ts.Expression, access: Access): readonly ts.Expression[] {
  if (ts.isArrayLiteralExpression(value) && !value.elements.some(ts.isSpreadElement)) {
    if (access === "each") return value.elements;
    return "index" in access ? value.elements.slice(access.index, access.index + 1) : [];
  }
  if (!ts.isObjectLiteralExpression(value) || access === "each" || "index" in access) return [];
  return value.properties.flatMap((property) => {
    if (property.name === undefined || property.name.getText() !== access.property) return [];
    if (ts.isShorthandPropertyAssignment(property)) return [property.name];
    return ts.isPropertyAssignment(property) ? [property.initializer] : [];
  });
}

/** Where the piece contains a definition; null if it does not. */
function rangeIn({ path, file }: ProgramPiece, { fileName, textSpan }: ts.DefinitionInfo): Range | null {
  const from = textSpan.start - file.start;
  return fileName === path && from >= 0 ? { from, to: from + textSpan.length } : null;
}

function distance(node: ts.Node, position: number): number {
  return Math.abs(node.getStart() - position);
}

function nodeAround(node: ts.Node, start: number, end: number): ts.Node {
  const child = ts.forEachChild(node, (one) => (one.getStart() <= start && end <= one.end ? one : undefined));
  return child === undefined ? node : nodeAround(child, start, end);
}

function identifiersIn(node: ts.Node): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  const found: ts.Identifier[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...identifiersIn(child));
  });
  return found;
}
