import ts from "typescript";
import type { LessonProgram } from "./lesson-program.ts";
import type { DocComments } from "./type-files.ts";

/**
 * TypeScript gets the declarations without their documentation comments (`TypeFiles`), which are more than half of their
 * text, and does not read those of cells. Here those are read that the editor is about to show, and put where TypeScript's
 * parser would have put them.
 */

/** Reads the comments of what is named at a position, before TypeScript describes it. */
export function readCommentsAt({ service, comments }: LessonProgram, path: string, position: number): void {
  const program = service.getProgram();
  const file = program?.getSourceFile(path);
  if (program === undefined || file === undefined) return;
  const checker = program.getTypeChecker();
  const node = nodeAt(file, position);
  const symbols = [checker.getSymbolAtLocation(node), ...propertiesMeant(node, checker)];
  for (const symbol of symbols) if (symbol !== undefined) readCommentsOf(symbol, { checker, comments });
  for (const declaration of signaturesOf(node, checker)) read(declaration, comments);
}

/** Reads the comments of one of the completions at a position. */
export function readCommentsOfCompletion(
  { service, comments }: LessonProgram,
  path: string,
  position: number,
  name: string,
): void {
  const symbol = service.getCompletionEntrySymbol(path, position, name, undefined);
  const checker = service.getProgram()?.getTypeChecker();
  if (symbol !== undefined && checker !== undefined) readCommentsOf(symbol, { checker, comments });
}

/** Reads the comments of all functions that the call around a position may mean. */
export function readCommentsOfCall(
  { service, comments }: LessonProgram,
  path: string,
  position: number,
): void {
  const program = service.getProgram();
  const file = program?.getSourceFile(path);
  if (program === undefined || file === undefined) return;
  for (let node = nodeAt(file, position); node !== file; node = node.parent) {
    if (!(ts.isCallExpression(node) || ts.isNewExpression(node)) || position <= node.expression.end) continue;
    for (const declaration of signaturesOf(node.expression, program.getTypeChecker()))
      read(declaration, comments);
  }
}

interface CommentContext {
  readonly checker: ts.TypeChecker;
  readonly comments: DocComments;
}

function readCommentsOf(symbol: ts.Symbol, context: CommentContext): void {
  const { checker, comments } = context;
  const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of [...(symbol.declarations ?? []), ...(meant.declarations ?? [])]) {
    // A module's.
    if (ts.isSourceFile(declaration)) continue;
    if (!read(declaration, comments)) readInherited(declaration, meant.name, context);
    if (ts.isClassDeclaration(declaration))
      for (const member of declaration.members)
        if (ts.isConstructorDeclaration(member)) read(member, comments);
  }
}

/** A member without a comment has that of the class or interface that it comes from. */
function readInherited(declaration: ts.Declaration, name: string, context: CommentContext): void {
  const { parent } = declaration;
  if (!(ts.isClassDeclaration(parent) || ts.isInterfaceDeclaration(parent))) return;
  for (const base of parent.heritageClauses?.flatMap(({ types }) => types) ?? []) {
    const inherited = context.checker.getTypeAtLocation(base).getProperty(name);
    if (inherited !== undefined) readCommentsOf(inherited, context);
  }
}

/** What a key in an object's literal means in the type that is expected there. */
function propertiesMeant(node: ts.Node, checker: ts.TypeChecker): readonly (ts.Symbol | undefined)[] {
  const isKey =
    (ts.isPropertyAssignment(node.parent) || ts.isShorthandPropertyAssignment(node.parent)) &&
    node.parent.name === node;
  if (!isKey || !ts.isIdentifier(node)) return [];
  const expected = checker.getContextualType(node.parent.parent);
  if (expected === undefined) return [];
  return (expected.isUnion() ? expected.types : [expected]).map((type) => type.getProperty(node.text));
}

function signaturesOf(node: ts.Node, checker: ts.TypeChecker): readonly ts.SignatureDeclaration[] {
  const type = checker.getTypeAtLocation(node);
  return [...type.getCallSignatures(), ...type.getConstructSignatures()].flatMap(
    // The declaration is missing where a class has no constructor.
    (signature) => (signature.getDeclaration() as ts.SignatureDeclaration | undefined) ?? [],
  );
}

/** The innermost node at a position: also after its last character, and with the blanks before it. */
function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.pos > position || node.end < position) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

/** As TypeScript's parser keeps the comments of a node, and its functions remember the tags. */
interface Commented extends ts.Node {
  jsDoc?: readonly (ts.JSDoc | ts.JSDocTag)[];
  jsDocCache?: undefined;
}

/** @returns whether the declaration has a comment. */
function read(declaration: ts.Declaration, comments: DocComments): boolean {
  const node: Commented = commentedNode(declaration);
  node.jsDoc ??= parse(commentBefore(node, comments));
  delete node.jsDocCache;
  return node.jsDoc.length > 0;
}

/** The comment of `const a = 1` precedes the whole statement. */
function commentedNode(declaration: ts.Declaration): ts.Node {
  const { parent } = declaration;
  return ts.isVariableDeclaration(declaration) && ts.isVariableStatement(parent.parent)
    ? parent.parent
    : declaration;
}

function commentBefore(node: ts.Node, comments: DocComments): string {
  const { fileName, text } = node.getSourceFile();
  const apart = Object.hasOwn(comments, fileName) ? comments[fileName] : undefined;
  if (apart !== undefined) return apart[node.getStart()] ?? "";
  const last = (ts.getLeadingCommentRanges(text, node.pos) ?? [])
    .map(({ pos, end }) => text.slice(pos, end))
    .findLast((comment) => comment.startsWith("/**"));
  return last ?? "";
}

function parse(comment: string): readonly (ts.JSDoc | ts.JSDocTag)[] {
  if (comment === "") return [];
  const file = ts.createSourceFile("/comment.ts", `${comment}\nvar commented;`, ts.ScriptTarget.ESNext, true);
  const [statement] = file.statements;
  return statement === undefined ? [] : ts.getJSDocCommentsAndTags(statement);
}
