import ts from "typescript";
import { labelFault, optionsFault, sliderFault } from "../protocol/control-faults.ts";
import { nearest } from "../protocol/nearest.ts";
import { constantOf, elementsOf, numberOf, objectsIn, textOf, valueAt } from "./known-values.ts";
import type { CallMistake, LibraryCall } from "./library-call.ts";

const CONTROLS: ReadonlySet<string> = new Set(["slider", "select", "checkbox", "button"]);

/** Controls that a cell could not show. */
export function controlMistakes(
  calls: readonly LibraryCall[],
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  const controls = calls.filter(({ name }) => CONTROLS.has(name));
  return [
    ...controls.flatMap((control) => [
      ...labelMistakes(control, checker),
      ...sliderMistakes(control, checker),
      ...selectMistakes(control, checker),
    ]),
    ...repeatedLabels(controls, checker),
  ];
}

function labelMistakes(
  { name, call: { arguments: written } }: LibraryCall,
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  const [node] = written;
  const label = textOf(node, checker);
  const fault = label === undefined ? null : labelFault(label);
  return node === undefined || fault === null ? [] : [mistake(node, name, fault)];
}

function sliderMistakes({ name, call }: LibraryCall, checker: ts.TypeChecker): readonly CallMistake[] {
  const [, options] = call.arguments;
  const [object, ...others] = name === "slider" && options !== undefined ? objectsIn(options, checker) : [];
  if (object === undefined || others.length > 0) return [];
  const numberAt = (key: string): number | undefined => numberOf(valueAt(object, key), checker);
  const fault = sliderFault({
    min: numberAt("min"),
    max: numberAt("max"),
    step: numberAt("step"),
    value: numberAt("value"),
  });
  return fault === null ? [] : [mistake(valueAt(object, fault.of) ?? object, name, fault)];
}

function selectMistakes({ name, call }: LibraryCall, checker: ts.TypeChecker): readonly CallMistake[] {
  const [, choices, options] = call.arguments;
  const elements = name === "select" && choices !== undefined ? elementsOf(choices, checker) : undefined;
  if (choices === undefined || elements === undefined) return [];
  const isWhole = !elements.some(ts.isSpreadElement);
  const fault = isWhole ? optionsFault(elements.length) : null;
  if (fault !== null) return [mistake(choices, name, fault)];
  const known = elements.map((element) => constantOf(element, checker));
  const [object] = options === undefined ? [] : objectsIn(options, checker);
  const node = object === undefined ? undefined : valueAt(object, "value");
  const value = node === undefined ? undefined : constantOf(node, checker);
  if (node === undefined || value === undefined || known.some((each) => each === undefined || each === value))
    return [];
  const near = nearest(String(value), known.map(String));
  const message = `${JSON.stringify(value)} is not among the options.`;
  const remedy = near === null ? "Write one of them, or leave `value` out." : `Did you mean \`${near}\`?`;
  return [mistake(node, name, { message, remedy })];
}

/** Controls of one cell that certainly get the same label: a cell that shows one of two may give both the same. */
function repeatedLabels(controls: readonly LibraryCall[], checker: ts.TypeChecker): readonly CallMistake[] {
  const seen = new Set<string>();
  return controls.flatMap(({ name, call }): readonly CallMistake[] => {
    const [node] = call.arguments;
    const label = textOf(node, checker)?.trim();
    if (node === undefined || label === undefined || !runsOnce(call)) return [];
    if (!seen.has(label)) {
      seen.add(label);
      return [];
    }
    const message = `the cell has a control "${label}" already.`;
    return [mistake(node, name, { message, remedy: "Give each a label of its own." })];
  });
}

/** Whether code runs exactly once when its cell runs. */
function runsOnce(node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return true;
  const { parent } = node;
  const isOptional =
    ts.isFunctionLike(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isIterationStatement(parent, false) ||
    ts.isIfStatement(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isBinaryExpression(parent) ||
    ts.isCaseOrDefaultClause(parent) ||
    ts.isTryStatement(parent);
  return !isOptional && runsOnce(parent);
}

function mistake(
  node: ts.Node,
  name: string,
  { message, remedy }: Pick<CallMistake, "message" | "remedy">,
): CallMistake {
  return { node, message: `${name}: ${message}`, remedy };
}
