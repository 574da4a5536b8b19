import ts from "typescript";
import { explainName, type KnownNames } from "../cell/undefined-names.ts";
import { LIBRARY_NAMES } from "../protocol/library-names.ts";
import { nearest } from "../protocol/nearest.ts";
import { callIt, oneObject } from "./argument-remedies.ts";
import { explainMember } from "./foreign-members.ts";
import { type Explain, type Found, nodeAt, shortText } from "./found-problem.ts";
import type { LessonProgram } from "./lesson-program.ts";

/** "Cannot find name …", in its forms: some of TypeScript's proposals are for those who set up a project. */
export const CANNOT_FIND_NAME: ReadonlySet<number> = new Set([
  2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593,
]);

/**
 * What is wrong, with what to do about it, for readers who do not know TypeScript's words.
 * The codes are of TypeScript's `diagnosticMessages.json`.
 */
export function withRemedy(found: Found): string {
  const { message, isModule, diagnostic } = found;
  const explain = isModule ? unknownModule : explanationOf(diagnostic.code);
  const remedy = explain?.(found) ?? null;
  const said = SHORTENED.reduce((text, [long, short]) => text.replace(long, short), message);
  if (remedy === null) return said;
  // The remedy knows better.
  const fact = said.replace(/ Did you mean [^?]*\?$/, "");
  return `${fact}${fact.includes("\n") ? "\n" : " "}${remedy}`;
}

function explanationOf(code: number): Explain | undefined {
  return CANNOT_FIND_NAME.has(code) ? unknownName : EXPLANATIONS[code];
}

const SHORTENED: readonly (readonly [RegExp, string])[] = [
  [/ Do you need to (?:change your target library|install type definitions)\b.*/s, ""],
  [/ or its corresponding type declarations/, ""],
  [/of type 'any', 'number', 'bigint' or an enum type/, "a number"],
  // What a list of tensors has, which a value that should be one tensor does not need.
  [/(to parameter of type 'Tensor<[^\n]*)\n.*/s, "$1"],
  [/(to parameter of type '[^\n]*ScopeFn<[^\n]*)\n.*/s, "$1"],
  [
    /^Element implicitly [^\n]* (?:index type|because type) '([^\n]*)'(?: has no index signature)?\..*$/s,
    "'$1' has nothing in brackets.",
  ],
  [/^'new' expression, .*$/s, "This is a function, not a class."],
  [
    /^This condition will always return '(\w+)' since .*$/s,
    "This condition is always '$1': lists and objects are compared by identity, not by value.",
  ],
];

const unknownName: Explain = ({ message, from, piece, program }) => {
  const [, name] = /^Cannot find name '([^']+)'/.exec(message) ?? [];
  if (name === undefined || message.includes("Did you mean")) return null;
  return explainName(name, lineAt(piece.piece.source, from), knownNames(program));
};

/** TypeScript itself proposes the names that cells declare. */
function knownNames(program: LessonProgram): KnownNames {
  const checker = program.service.getProgram()?.getTypeChecker();
  const tensorFlow = checker?.getAmbientModules().find(({ name }) => name === '"@tensorflow/tfjs"');
  const exported = tensorFlow === undefined ? [] : (checker?.getExportsOfModule(tensorFlow) ?? []);
  return {
    declared: [],
    modules: new Map([
      ["lectern", namesOf(LIBRARY_NAMES)],
      ["@tensorflow/tfjs", namesOf(exported.map(({ name }) => name))],
    ]),
  };
}

function namesOf(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, true]));
}

function lineAt(source: string, offset: number): string {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  const end = source.indexOf("\n", offset);
  return source.slice(start, end < 0 ? undefined : end);
}

const member: Explain = (found) => {
  const { message, diagnostic } = found;
  const [, name = "", type = ""] = /^Property '([^']+)' does not exist on type '(.+?)'\./.exec(message) ?? [];
  const isForgotten = diagnostic.relatedInformation?.some(({ code }) => code === FORGOTTEN_AWAIT) === true;
  if (isForgotten || type.startsWith("Promise<")) return AWAIT_MISSING;
  return explainMember(name, type) ?? reducing(name, type) ?? similarMember(found);
};

const AWAIT_MISSING =
  "It is there when the promise has settled: is an `await` missing where the value comes from?";

/** TensorFlow's `reduce_mean` is TensorFlow.js's `mean`. */
function reducing(name: string, type: string): string | null {
  const [, operation] = /^reduce_?(mean|sum|max|min|prod|all|any)$/i.exec(name) ?? [];
  return type === "tf" && operation !== undefined
    ? `In TensorFlow.js: \`tf.${operation.toLowerCase()}(x)\`.`
    : null;
}

/** TypeScript itself proposes members only if they are very similar. */
const similarMember: Explain = ({ message, piece, program, from, to }) => {
  const [, name] = /^Property '([^']+)' does not exist on type/.exec(message) ?? [];
  const access = nodeAt(program, piece, from, to)?.parent;
  const checker = program.service.getProgram()?.getTypeChecker();
  if (name === undefined || checker === undefined || access === undefined) return null;
  if (!ts.isPropertyAccessExpression(access) || message.includes("Did you mean")) return null;
  const members = checker.getPropertiesOfType(checker.getTypeAtLocation(access.expression));
  const near = nearest(
    name,
    members.map((each) => each.name),
  );
  return near === null ? null : `Did you mean '${near}'?`;
};

const FORGOTTEN_AWAIT = 2773;

const TENSOR_METHODS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "**": "pow",
  ">": "greater",
  "<": "less",
  ">=": "greaterEqual",
  "<=": "lessEqual",
};

/** An operator that is only for numbers, and what tensors have in its place. */
const arithmetic: Explain = ({ piece, program, from, to }) => {
  const checker = program.service.getProgram()?.getTypeChecker();
  const operation = operationAt(nodeAt(program, piece, from, to));
  if (checker === undefined || operation === null) return null;
  const operator = operation.operatorToken.getText();
  const method = TENSOR_METHODS[operator] ?? TENSOR_METHODS[operator.replace(/=$/, "")];
  if (method === undefined) return null;
  const { left, right } = operation;
  const isTensor = (node: ts.Node): boolean => mayBeTensor(checker.getTypeAtLocation(node), checker);
  if (isTensor(left))
    return `\`${operator}\` is for numbers. Tensors have methods: \`${shortText(left, "a")}.${method}(…)\`.`;
  // Not the method of the tensor on the right: `1 - x` is not `x.sub(1)`.
  return isTensor(right)
    ? `\`${operator}\` is for numbers. For tensors: \`tf.${method}(${shortText(left, "a")}, ${shortText(right, "b")})\`.`
    : null;
};

/** What models return is typed as a tensor and a list of tensors. */
function mayBeTensor(type: ts.Type, checker: ts.TypeChecker): boolean {
  const types = type.isUnionOrIntersection() ? type.types : [type];
  return types.some((one) => /^(?:Tensor|Scalar)[^[]*$/.test(checker.typeToString(one)));
}

/** The operation that a node is, or of which it is an operand. */
function operationAt(node: ts.Node | null): ts.BinaryExpression | null {
  if (node === null) return null;
  if (ts.isBinaryExpression(node)) return node;
  return ts.isBinaryExpression(node.parent) ? node.parent : null;
}

const notCallable: Explain = ({ message }) =>
  /'(?:Number|String|Boolean|\[[^']*)' has no call signatures/.test(message)
    ? "It is a value, not a function: remove the parentheses."
    : /'(?:readonly )?[\w.]+\[\]' has no call signatures/.test(message)
      ? "An element of a list has brackets: `list[0]`."
      : null;

/** A text that is not one of a few allowed ones, or something that is not a tensor. */
const notAssignable: Explain = (found) =>
  oneOfTexts(found) ??
  oneObject(found) ??
  callIt(found) ??
  endsEarly(found.message) ??
  needsTensor(found.message) ??
  (NUMBER_NEEDED.test(found.message) ? VALUE_OF_TENSOR : null);

const NUMBER_NEEDED = /'(?:Tensor|Scalar)[^']*' is not assignable to (?:parameter of )?type 'number'/;
const VALUE_OF_TENSOR = "The number in a tensor: `(await tensor.data())[0]`.";

function endsEarly(message: string): string | null {
  return /'\([^']*\) => Promise<.*ScopeFn</.test(message)
    ? "The function of `tf.tidy` cannot be `async`, since it ends before what it awaits. Read the values after it."
    : null;
}

/** `x[0]` where `x` is not a list. */
const brackets: Explain = ({ message }) => {
  if (/type '(?:Tensor|Scalar|Variable)/.test(message))
    return "A part of a tensor: `x.slice(0, 1)`; its values as a list: `(await x.array())[0]`.";
  if (/type 'Promise</.test(message)) return AWAIT_MISSING;
  return /type '(?:<|\()/.test(message) ? "It is a function: call it first, with `(…)`." : null;
};

/** `tf.Tensor([1, 2])`: the class, where the function of the same name is meant. */
const classCalled: Explain = ({ program, piece, from, to }) => {
  const call = nodeAt(program, piece, from, to);
  const checker = program.service.getProgram()?.getTypeChecker();
  if (checker === undefined || call === null || !ts.isCallExpression(call)) return null;
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression)) return null;
  const { text } = expression.name;
  const name = `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  const isThere = checker.getTypeAtLocation(expression.expression).getProperty(name) !== undefined;
  return isThere ? `Write \`${expression.expression.getText()}.${name}(…)\`.` : null;
};

const oneOfTexts: Explain = ({ message, piece, program, from, to }) => {
  const [, written] = /^(?:Type|Argument of type) '"([^"']*)"' is not assignable/.exec(message) ?? [];
  const checker = program.service.getProgram()?.getTypeChecker();
  const node = nodeAt(program, piece, from, to);
  if (written === undefined || checker === undefined || node === null) return null;
  const property = ts.isPropertyAssignment(node) ? node : node.parent;
  const literal = ts.isPropertyAssignment(property) && property.name === node ? property.initializer : node;
  const type = ts.isExpression(literal) ? checker.getContextualType(literal) : undefined;
  const texts = textsOf(type);
  if (texts.length === 0) return null;
  const near = nearest(written, texts);
  if (near !== null) return `Did you mean "${near}"?`;
  const shown = texts.slice(0, MOST_TEXTS).map((text) => `"${text}"`);
  return `Possible are ${shown.join(", ")}${texts.length > MOST_TEXTS ? " and others" : ""}.`;
};

const MOST_TEXTS = 12;

function textsOf(type: ts.Type | undefined): readonly string[] {
  if (type === undefined) return [];
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
}

function needsTensor(message: string): string | null {
  const [, given] =
    /^Argument of type '([^\n]+)' is not assignable to parameter of type 'Tensor</.exec(message) ?? [];
  if (given === undefined) return null;
  return given.startsWith("LabelledImages")
    ? "Take the tensors of the images: `const { x, y } = train.toTensors();`"
    : "It has to be a tensor: `tf.tensor(…)` makes one.";
}

const missingValue: Explain = ({ message }) => {
  const [, name] = /^'([\p{ID_Continue}$.]+)' is possibly '(?:undefined|null)'/u.exec(message) ?? [];
  return name === undefined ? null : `Check that it is there: \`if (${name}) { … }\`.`;
};

const unknownModule: Explain = ({ piece, program, from, to }) =>
  /^["']\./.test(piece.piece.source.slice(from, to))
    ? null
    : `Cells can import ${["@tensorflow/tfjs", "lectern", ...program.modules.names].map((name) => `"${name}"`).join(", ")}.`;

/** By TypeScript's code. */
const EXPLANATIONS: Readonly<Record<number, Explain>> = {
  2322: notAssignable,
  2339: member,
  2345: notAssignable,
  2348: classCalled,
  2349: notCallable,
  2551: ({ message }) => {
    const [, name = "", type = ""] =
      /^Property '([^']+)' does not exist on type '(.+?)'\./.exec(message) ?? [];
    return explainMember(name, type) ?? reducing(name, type);
  },
  2554: oneObject,
  2559: oneObject,
  2839: () => "As texts: `String(a) === String(b)`. Tensors: `a.equal(b)`.",
  7009: () => "Write it without `new`.",
  7052: brackets,
  7053: brackets,
  2355: () => "Write `return` before it.",
  2362: arithmetic,
  2363: arithmetic,
  2365: arithmetic,
  2488: ({ message }) =>
    /^Type '(?:number|\d+)'/.test(message)
      ? "To count: `for (let i = 0; i < n; i++) { … }`."
      : /^Type 'Tensor/.test(message)
        ? "The rows of a tensor as a list: `await tensor.array()`."
        : null,
  18047: missingValue,
  18048: missingValue,
};
