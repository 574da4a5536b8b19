import { children, type Node, startOf } from "../syntax-tree.ts";
import { type Changes, EVERYTHING } from "./cell-names.ts";
import { type FreeUse, outerUses } from "./free-names.ts";

/** Calls of these change what they are called on, also where their result is used. */
const CHANGING = new Set([
  ...["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"],
  ...["set", "delete", "clear", "next", "assign", "build", "compile", "fit", "fitDataset", "trainOnBatch"],
  ...["setWeights", "loadWeights", "applyGradients", "minimize", "step", "train", "update", "dispose"],
]);

/** Calls of these only read, also where nothing uses their result. */
const READING = new Set([
  ...["summary", "print", "evaluate", "evaluateDataset", "predict", "save", "toString", "toJSON"],
  ...["data", "dataSync", "array", "arraySync", "forEach", "forEachAsync", "map", "filter", "join"],
]);

/** Functions of the library and the language, which leave their arguments as they are. */
const READING_FUNCTIONS = new Set([
  ...["show", "table", "plot", "imshow", "explore", "check", "progress", "nadam", "download"],
  ...[
    "String",
    "Number",
    "Boolean",
    "BigInt",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "structuredClone",
  ],
]);

const GLOBAL_OBJECTS = new Set([
  ...["globalThis", "self", "Math", "JSON", "console", "Array", "Object", "Number", "String", "Function"],
  ...["Promise", "Map", "Set", "Date"],
]);
/** Of `Object`: what changes its first argument. */
const CHANGING_FIRST = new Set(["assign", "defineProperty", "defineProperties", "setPrototypeOf"]);
/** Of `tf`: what decides how everything after it is computed. */
const SETTINGS = new Set(["setBackend", "enableProdMode", "enableDebugMode", "registerKernel", "registerOp"]);

interface Candidate {
  readonly name: string;
  readonly offset: number;
}

/**
 * What a cell may change: by an assignment, by calling a method, or by passing it to a function of a cell. Which methods
 * change their object cannot be known from names alone, so a call whose result is used counts only if it is in
 * `CHANGING`, and one whose result is not, unless it is in `READING`.
 */
export function cellChanges(statements: readonly Node[], isOwn: (name: string) => boolean): Changes {
  const uses = new Map(outerUses(statements).map((use) => [use.offset, use]));
  const found = candidates(statements).flatMap((candidate): readonly (Candidate & FreeUse)[] => {
    const use = uses.get(candidate.offset);
    return use === undefined ? [] : [{ ...use, name: candidate.name }];
  });
  const names = (of: readonly FreeUse[]): string[] => [...new Set(of.map(({ name }) => name))];
  return {
    changes: names(found.filter(({ name, inFunction }) => !inFunction && !isOwn(name))),
    changesInFunctions: names(found.filter(({ inFunction }) => inFunction)),
  };
}

function candidates(nodes: readonly Node[]): readonly Candidate[] {
  return nodes.flatMap((node) => [...changedBy(node), ...candidates(children(node))]);
}

function changedBy(node: Node): readonly Candidate[] {
  switch (node.type) {
    case "AssignmentExpression":
      return assigned(node.left);
    case "UpdateExpression":
      return assigned(node.argument);
    case "UnaryExpression":
      return node.operator === "delete" ? assigned(node.argument) : [];
    case "ForInStatement":
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? [] : assigned(node.left);
    case "ExpressionStatement":
      return changedByCall(withoutWrappers(node.expression), true);
    case "CallExpression":
    case "OptionalCallExpression":
      return changedByCall(node, false);
    default:
      return [];
  }
}

/** What an assignment to a pattern, a name or a member changes. */
function assigned(target: Node): readonly Candidate[] {
  switch (target.type) {
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
      return children(target).flatMap(assigned);
    case "ObjectProperty":
      return assigned(target.value);
    case "AssignmentPattern":
      return assigned(target.left);
    default:
      return changedObject(target);
  }
}

function changedObject(target: Node): readonly Candidate[] {
  const root = rootOf(target);
  if (root === null) return [];
  const isMember = target.type !== "Identifier";
  return isMember && GLOBAL_OBJECTS.has(root.name) ? [{ ...root, name: EVERYTHING }] : [root];
}

function changedByCall(node: Node, isUnused: boolean): readonly Candidate[] {
  if (node.type !== "CallExpression" && node.type !== "OptionalCallExpression") return [];
  const callee = withoutWrappers(node.callee);
  if (callee.type === "Identifier") return changedByFunction(callee.name, startOf(callee), node.arguments);
  const root = rootOf(callee);
  const method = nameOfMember(callee);
  if (root === null || method === null) return [];
  if (root.name === "Object") {
    const [first] = node.arguments;
    return first && CHANGING_FIRST.has(method) ? assigned(first) : [];
  }
  if (root.name === "tf") return SETTINGS.has(method) ? [{ ...root, name: EVERYTHING }] : [];
  const changes = CHANGING.has(method) || (isUnused && !READING.has(method));
  return changes && !GLOBAL_OBJECTS.has(root.name) ? [root] : [];
}

function changedByFunction(name: string, offset: number, passed: readonly Node[]): readonly Candidate[] {
  if (name === "resetState") return [{ name: EVERYTHING, offset }];
  if (READING_FUNCTIONS.has(name)) return [];
  return passed.flatMap((each) => {
    const value = withoutWrappers(each);
    return value.type === "Identifier" ? [{ name: value.name, offset: startOf(value) }] : [];
  });
}

/** The name at which a chain of members begins, as `model` in `model.layers[0].trainable`; null if it is not a chain. */
function rootOf(node: Node): Candidate | null {
  const target = withoutWrappers(node);
  switch (target.type) {
    case "Identifier":
      return { name: target.name, offset: startOf(target) };
    case "MemberExpression":
    case "OptionalMemberExpression":
      return rootOf(target.object);
    default:
      return null;
  }
}

function nameOfMember(node: Node): string | null {
  const callee = withoutWrappers(node);
  if (callee.type !== "MemberExpression" && callee.type !== "OptionalMemberExpression") return null;
  return callee.property.type === "Identifier" ? callee.property.name : null;
}

/** Without parentheses, types and `await`. */
function withoutWrappers(node: Node): Node {
  switch (node.type) {
    case "AwaitExpression":
      return withoutWrappers(node.argument);
    case "ParenthesizedExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return withoutWrappers(node.expression);
    default:
      return node;
  }
}
