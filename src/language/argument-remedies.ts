import ts from "typescript";
import { type Explain, type Found, nodeAt, shortText } from "./found-problem.ts";

/** Arguments one after the other where an object with names is needed, as in Keras, or a list; or an object where a value is. */
export const oneObject: Explain = (found) => {
  const checker = found.program.service.getProgram()?.getTypeChecker();
  const place = argumentAt(found);
  if (checker === undefined || place === null) return null;
  const { call, index } = place;
  const parameters = checker.getResolvedSignature(call)?.parameters ?? [];
  // Too many arguments are said of the first of them.
  const first = Math.min(index, parameters.length - 1);
  const parameter = parameters[first];
  if (parameter === undefined) return null;
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
  const given = call.arguments.slice(first);
  return asValue(given, type) ?? asList(given, type, checker) ?? asObject(given, { type, call, checker });
};

/** The call that a problem is about, and which of its arguments. */
function argumentAt({ program, piece, from, to }: Found): { call: ts.CallExpression; index: number } | null {
  let node = nodeAt(program, piece, from, to);
  while (node !== null && !ts.isSourceFile(node)) {
    const { parent } = node;
    const passed: readonly ts.Node[] = ts.isCallExpression(parent) ? parent.arguments : [];
    const index = passed.indexOf(node);
    if (ts.isCallExpression(parent) && index >= 0) return { call: parent, index };
    if (ts.isCallExpression(node) || ts.isStatement(node)) return null;
    node = parent;
  }
  return null;
}

const PRIMITIVE = ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike;

function asValue([argument]: readonly ts.Expression[], type: ts.Type): string | null {
  if (argument === undefined || !ts.isObjectLiteralExpression(argument)) return null;
  const [property] = argument.properties;
  const isPrimitive = (type.flags & PRIMITIVE) !== 0;
  return isPrimitive && property !== undefined && ts.isPropertyAssignment(property)
    ? `It takes the value itself: \`${shortText(property.initializer, "…")}\`.`
    : null;
}

/** `x.reshape(28, 28)` */
function asList(given: readonly ts.Expression[], type: ts.Type, checker: ts.TypeChecker): string | null {
  const types = type.isUnion() ? type.types : [type];
  const isList = types.every((one) => checker.isArrayType(one) || checker.isTupleType(one));
  const isNumber = (one: ts.Expression): boolean =>
    (checker.getTypeAtLocation(one).flags & ts.TypeFlags.NumberLike) !== 0;
  return isList && given.every(isNumber)
    ? `It takes a list: \`[${given.map((one) => shortText(one, "…")).join(", ")}]\`.`
    : null;
}

interface Parameter {
  readonly type: ts.Type;
  readonly call: ts.CallExpression;
  readonly checker: ts.TypeChecker;
}

/** Each argument with the first name of the object that it fits, or nothing if one fits none. */
function asObject(given: readonly ts.Expression[], { type, call, checker }: Parameter): string | null {
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && type.getCallSignatures().length === 0;
  // Of a class, `new` or a function makes one.
  const isOptions = isObject && !type.isClass();
  if (!isOptions || given.some(ts.isObjectLiteralExpression)) return null;
  const names = inOrderOfNeed(checker.getPropertiesOfType(type));
  const entries: string[] = [];
  for (const argument of given) {
    const value = checker.getTypeAtLocation(argument);
    const fits = names.findIndex((name) => {
      const wanted = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(name, call));
      return checker.isTypeAssignableTo(value, wanted);
    });
    const [name] = fits < 0 ? [] : names.splice(fits, 1);
    if (name === undefined) return null;
    entries.push(`${name.name}: ${shortText(argument, "…")}`);
  }
  return `It takes an object with names: \`{ ${entries.join(", ")} }\`.`;
}

/** What a number without a name probably is. */
const LIKELY = new Set(["epochs"]);

function inOrderOfNeed(names: readonly ts.Symbol[]): ts.Symbol[] {
  const rank = ({ name, flags }: ts.Symbol): number =>
    LIKELY.has(name) ? 0 : (flags & ts.SymbolFlags.Optional) === 0 ? 1 : 2;
  return names.toSorted((a, b) => rank(a) - rank(b));
}

/** A function where what it returns is needed, such as `optimizer: tf.train.adam`. */
export const callIt: Explain = ({ program, piece, from, to }) => {
  const checker = program.service.getProgram()?.getTypeChecker();
  const node = nodeAt(program, piece, from, to);
  if (checker === undefined || node === null) return null;
  const property = ts.isPropertyAssignment(node) ? node : node.parent;
  const value = ts.isPropertyAssignment(property) && property.name === node ? property.initializer : node;
  const wanted = ts.isExpression(value) ? checker.getContextualType(value) : undefined;
  if (wanted === undefined || !/^[\w$.]+$/.test(value.getText())) return null;
  const isReturned = (signature: ts.Signature): boolean =>
    checker.isTypeAssignableTo(signature.getReturnType(), wanted);
  return checker.getTypeAtLocation(value).getCallSignatures().some(isReturned)
    ? `It is a function: call it, as in \`${value.getText()}(…)\`.`
    : nameOf(value, wanted);
};

/** `activation: tf.relu` */
function nameOf(value: ts.Node, wanted: ts.Type): string | null {
  const name = ts.isPropertyAccessExpression(value) ? value.name.text : value.getText();
  const types = wanted.isUnion() ? wanted.types : [wanted];
  return types.some((one) => one.isStringLiteral() && one.value === name)
    ? `Write its name as a text: \`"${name}"\`.`
    : null;
}
