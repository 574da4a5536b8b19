import type { NewExpression } from "@babel/types";
import { varNames } from "../names/declarations.ts";
import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import type { Edit } from "./text-edits.ts";

/** Edits at the beginnings and at the ends of parts: those between come before what ends there, and after what begins. */
export interface EnclosingEdits {
  readonly opening: readonly Edit[];
  readonly closing: readonly Edit[];
}

/**
 * Edits by which the runtime can pause code that awaits without an end, and count the promises that a cell rejects, which
 * nothing else can: see `platform/pauses.ts` and `platform/rejections.ts`. They change no value.
 *
 * - `await a` becomes `await cell.awaited(a)`
 * - `for await (const a of b) { … }` becomes `for await (const a of b) {if(cell.isPauseDue())await cell.pause(); … }`
 * - `async () => { … }` becomes `async () => {try{ … }catch(e){if(cell.isExcess())await cell.turn();throw e}}`
 * - `new Promise(f)` becomes `new Promise(cell.executor(Promise, f))`
 * - `throw a` becomes `throw cell.thrown(a)`
 * @param cell the name of the `CellAccess` in the code
 * @param error a name that does not occur in the code
 */
export function asyncEdits(statements: readonly Node[], cell: string, error: string): EnclosingEdits {
  const edits: Edits = { opening: [], closing: [] };
  for (const statement of statements) addEdits(statement, cell, error, edits);
  return edits;
}

interface Edits {
  readonly opening: Edit[];
  readonly closing: Edit[];
}

type Pair = readonly [opening: Edit, closing: Edit];

/** Of parts that begin at the same offset, the outer one comes first; of those that end at the same one, the inner one. */
function addEdits(node: Node, cell: string, error: string, edits: Edits): void {
  const own = editsOf(node, cell, error);
  if (own !== null) edits.opening.push(own[0]);
  for (const child of children(node)) addEdits(child, cell, error, edits);
  if (own !== null) edits.closing.push(own[1]);
}

function editsOf(node: Node, cell: string, error: string): Pair | null {
  switch (node.type) {
    case "AwaitExpression":
      return enclosing(startOf(node) + "await".length, ` ${cell}.awaited(`, endOf(node), ")");
    case "ThrowStatement":
      return argumentOf(node.argument, ` ${cell}.thrown(`);
    case "ForOfStatement":
      return node.await ? pausing(node.body, cell) : null;
    case "NewExpression":
      return executorEdits(node, cell);
    case "ArrowFunctionExpression":
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return node.async ? guarded(node.body, cell, error) : null;
    default:
      return null;
  }
}

/** `Promise` may have another name: whatever is made with a function counts, if the runtime finds that it is a promise. */
function executorEdits({ callee, arguments: values }: NewExpression, cell: string): Pair | null {
  const [executor] = values;
  if (callee.type !== "Identifier" || executor === undefined || executor.type === "SpreadElement")
    return null;
  const isFunction = executor.type === "ArrowFunctionExpression" || executor.type === "FunctionExpression";
  return callee.name === "Promise" || isFunction
    ? argumentOf(executor, `${cell}.executor(${callee.name},`)
    : null;
}

/** A sequence is one argument in parentheses only. */
function argumentOf(argument: Node, opening: string): Pair {
  return enclosing(startOf(argument), `${opening}(`, endOf(argument), "))");
}

function pausing(body: Node, cell: string): Pair {
  const pause = `if(${cell}.isPauseDue())await ${cell}.pause();`;
  return body.type === "BlockStatement"
    ? enclosing(startOf(body) + 1, pause, startOf(body) + 1, "")
    : enclosing(startOf(body), `{${pause}`, endOf(body), "}");
}

function guarded(body: Node, cell: string, error: string): Pair | null {
  if (body.type === "BlockStatement" && redeclaresFunction(body.body)) return null;
  // On a line of its own, since a comment may end the body.
  const guard = `\n}catch(${error}){if(${cell}.isExcess())await ${cell}.turn();throw ${error}}`;
  return body.type === "BlockStatement"
    ? enclosing(startOf(body) + 1, "try{", endOf(body) - 1, guard)
    : enclosing(startOf(body), "{try{return ", endOf(body), `${guard}}`);
}

/** A function's body may declare a function by a name that it declares elsewhere; a block may not. */
function redeclaresFunction(statements: readonly Node[]): boolean {
  const functions = statements
    .filter((statement) => statement.type === "FunctionDeclaration")
    .flatMap(({ id }) => (id ? [id.name] : []));
  if (functions.length === 0) return false;
  const names = [...functions, ...varNames(statements)];
  return functions.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
}

function enclosing(start: number, opening: string, end: number, closing: string): Pair {
  return [
    { start, end: start, text: opening },
    { start: end, end, text: closing },
  ];
}
