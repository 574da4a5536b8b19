import { type ControlValue, type ControlValues, fitted, type Setting } from "../../protocol/control.ts";
import { labelFault, optionsFault, sliderFault } from "../../protocol/control-faults.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Outbox } from "../output/outbox.ts";
import { currentActivity } from "../platform/activity.ts";

/** A control that a cell shows. `value` is what the reader has set last. */
export interface Control<Value> {
  readonly value: Value;
}

export interface SliderOptions {
  readonly min: number;
  readonly max: number;
  /**
   * The distance of the values: 1 between whole numbers, else a hundredth of the range, or less if `min` and `value`
   * need more digits.
   */
  readonly step?: number;
  /** At first: the middle, if it is not given. */
  readonly value?: number;
}

/** A control of the last run of its cell. */
interface LiveControl {
  setting: Setting;
}

/** The controls of all cells. */
export class Controls {
  readonly #outbox: Outbox;
  readonly #cells = new Map<CellId, Map<string, LiveControl>>();
  readonly #saved = new Map<CellId, ControlValues>();
  readonly #made = new WeakSet<object>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** A cell runs again: its controls keep what the reader has set. */
  begin(cell: CellId, values: ControlValues): void {
    this.#cells.delete(cell);
    this.#saved.set(cell, values);
  }

  /** The reader has changed a control. One that is no longer there is ignored. */
  set(cell: CellId, label: string, value: ControlValue): void {
    const control = this.#cells.get(cell)?.get(label);
    if (control !== undefined) control.setting = fitted(control.setting, value);
  }

  /** Whether a value is one of the controls, which show themselves. */
  has(value: unknown): boolean {
    return typeof value === "object" && value !== null && this.#made.has(value);
  }

  slider(label: string, options: SliderOptions): Control<number> {
    return this.#add(label, sliderSetting(options), (value) => Number(value));
  }

  select<Value extends string | number | boolean>(
    label: string,
    options: readonly Value[],
    initial: Value | undefined,
  ): Control<Value> {
    const setting = selectSetting(options, initial);
    const [first] = options;
    if (first === undefined) throw new TypeError("select: there are no options.");
    return this.#add(label, setting, (index) => options[Number(index)] ?? first);
  }

  checkbox(label: string, value: boolean): Control<boolean> {
    return this.#add(label, { kind: "checkbox", value }, (checked) => checked === true);
  }

  button(label: string): Control<number> {
    return this.#add(label, { kind: "button", value: 0 }, (presses) => Number(presses));
  }

  #add<Value>(written: string, setting: Setting, read: (value: ControlValue) => Value): Control<Value> {
    const { kind } = setting;
    const { cell } = currentActivity();
    const label = checkedLabel(written, kind);
    const controls = this.#controlsOf(cell);
    if (controls.has(label))
      throw new Error(`${kind}: the cell has a control "${label}" already. Give each a label of its own.`);
    const control = { setting: fitted(setting, cell === null ? undefined : this.#saved.get(cell)?.[label]) };
    controls.set(label, control);
    this.#outbox.show({ type: "control", key: label, setting: control.setting });
    const made = Object.freeze({
      get value() {
        return read(control.setting.value);
      },
    });
    this.#made.add(made);
    return made;
  }

  #controlsOf(cell: CellId | null): Map<string, LiveControl> {
    const known = cell === null ? undefined : this.#cells.get(cell);
    if (known !== undefined) return known;
    const controls = new Map<string, LiveControl>();
    if (cell !== null) this.#cells.set(cell, controls);
    return controls;
  }
}

function checkedLabel(written: string, kind: Setting["kind"]): string {
  const label = typeof written === "string" ? written.trim() : "";
  const fault = labelFault(label);
  if (fault === null) return label;
  const message = `${kind}: ${fault.message}`;
  throw label === "" ? new TypeError(message) : new RangeError(message);
}

function sliderSetting(options: SliderOptions): Setting {
  const { min, max } = Object(options) as SliderOptions;
  if (!Number.isFinite(min) || !Number.isFinite(max))
    throw new TypeError("slider: min and max must be numbers, as in { min: 0, max: 10 }.");
  const { value, step: given } = options;
  if (value !== undefined && typeof value !== "number")
    throw new TypeError(`slider: the value ${String(value)} is not a number.`);
  const fault = sliderFault({ min, max, step: given, value });
  if (fault !== null) throw new RangeError(`slider: ${fault.message}`);
  const step = given ?? defaultStep(min, max, value ?? min);
  const setting: Setting = { kind: "slider", min, max, step, value: min };
  return value === undefined ? fitted(setting, (min + max) / 2) : { ...setting, value };
}

/** All of them can be reached by keyboard. */
const MOST_STEPS = 10_000;

/**
 * About a hundredth of the range, such that steps lead from the smallest value to the initial one, if that does not
 * take too many. A few whole numbers have no values between them.
 */
function defaultStep(min: number, max: number, value: number): number {
  if ([min, max, value].every(Number.isInteger) && max - min > 1) return 1;
  const hundredth = (max - min) / 100;
  const steps = (value - min) / hundredth;
  if (Math.abs(steps - Math.round(steps)) < 1e-9) return hundredth;
  const digits = Math.max(digitsOf(min), digitsOf(value), Math.ceil(-Math.log10(hundredth)));
  const decimal = Number(`1e${-digits}`);
  return (max - min) / decimal <= MOST_STEPS ? decimal : hundredth;
}

/** How many digits the number has after the decimal point. */
function digitsOf(number: number): number {
  const [mantissa = "", exponent = "0"] = String(number).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}

function selectSetting<Value>(options: readonly Value[], initial: Value | undefined): Setting {
  const count = Array.isArray(options) ? options.length : 0;
  const fault = optionsFault(count);
  if (fault !== null) {
    const message = `select: ${fault.message}`;
    throw count === 0 ? new TypeError(message) : new RangeError(message);
  }
  const index = initial === undefined ? 0 : options.indexOf(initial);
  if (index === -1) throw new RangeError(`select: ${JSON.stringify(initial)} is not among the options.`);
  return { kind: "select", options: options.map((option) => String(option).slice(0, 1000)), value: index };
}
