import * as tf from "@tensorflow/tfjs";
import type { FileReaders } from "../files/read-files.ts";
import { currentActivity } from "../platform/activity.ts";
import { registerCallback } from "../training/registered-callbacks.ts";

/** The functions that make a tensor of a list. Texts and missing values in it would silently become NaN or 0. */
const FROM_LISTS = [
  "tensor",
  "tensor1d",
  "tensor2d",
  "tensor3d",
  "tensor4d",
  "tensor5d",
  "tensor6d",
] as const satisfies readonly (keyof typeof tf)[];

type Make = (values: unknown, ...rest: unknown[]) => tf.Tensor;

/** TensorFlow.js as cells import it. */
export function createTensorFlow({ loadLayersModel }: Pick<FileReaders, "loadLayersModel">): object {
  const makers = Object.fromEntries(FROM_LISTS.map((name) => [name, checkedMaker(name)]));
  const replaced = { nextFrame, registerCallbackConstructor: registerCallback };
  const module = { ...tf, ...makers, ...replaced, loadLayersModel: modelLoader(loadLayersModel) };
  return { ...module, default: module };
}

/** Reads a model that the lesson declares, if it is named by a path; cells have no network. */
function modelLoader(load: FileReaders["loadLayersModel"]): typeof tf.loadLayersModel {
  return (source, options) =>
    typeof source === "string" ? load(source, options) : tf.loadLayersModel(source, options);
}

/** Ends the loop of a run that the reader has stopped, as the timers do. */
async function nextFrame(): Promise<void> {
  currentActivity().assertNotStopped();
  await tf.nextFrame();
}

function checkedMaker(name: (typeof FROM_LISTS)[number]): Make {
  const make = Reflect.get(tf, name) as Make;
  const checked: Make = (values, ...rest) => {
    const dtype = rest.at(-1);
    const isText = dtype === "string" || (typeof dtype !== "string" && typeof firstOf(values) === "string");
    if (!isText) requireNumbers(name, values, []);
    return make(values, ...rest);
  };
  return Object.defineProperty(checked, "name", { value: name });
}

/** The value by which TensorFlow.js decides between numbers and texts. */
function firstOf(values: unknown): unknown {
  let first = values;
  while (Array.isArray(first)) first = first[0];
  return first;
}

/** @throws {TypeError} naming the first value that is not a number, and its position */
function requireNumbers(maker: string, values: unknown, position: readonly number[]): void {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    throw new TypeError(`tf.${maker}: these are big integers, not numbers.${BIG_REMEDY}`);
  if (!Array.isArray(values)) return;
  // `forEach` would leave out the elements that a list lacks.
  for (let index = 0; index < values.length; index += 1) {
    const value: unknown = values[index];
    if (typeof value === "number" || typeof value === "boolean") continue;
    if (Array.isArray(value)) requireNumbers(maker, value, [...position, index]);
    else if (!ArrayBuffer.isView(value) && !isNumeric(value))
      throw new TypeError(
        `tf.${maker}: the value at ${[...position, index].map((at) => `[${at}]`).join("")} is ${describe(value)}, not a number.${remedy(value)}`,
      );
  }
}

/** A text such as "28" is converted. */
function isNumeric(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value));
}

function describe(value: unknown): string {
  if (value == null) return String(value);
  if (typeof value === "bigint") return `${value}n`.slice(0, 40);
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (value instanceof tf.Tensor) return "a tensor";
  return value instanceof Promise ? "a promise" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

function remedy(value: unknown): string {
  if (value == null) return " Is it missing in the data, or is the name of a property misspelt?";
  if (value instanceof tf.Tensor) return " `tf.stack([…])` makes one tensor of several.";
  if (value instanceof Promise) return " Write `await` before it.";
  return typeof value === "bigint" ? BIG_REMEDY : "";
}

const BIG_REMEDY = " Convert them with `Number(…)`, or write them without `n`.";
