import * as v from "valibot";
import { shortList, shortText } from "./bounds.ts";
import { recordOf } from "./record-of.ts";

/** The longest label of a control. It is also its key, since it is unique in its cell. */
export const LONGEST_LABEL = 100;
/** How many a `select` offers at most. */
export const MOST_OPTIONS = 200;

const optionText = shortText(1000);

/** What a control is, with what the reader has set. */
export const Setting = v.variant("kind", [
  v.object({
    kind: v.literal("slider"),
    min: v.number(),
    max: v.number(),
    step: v.number(),
    value: v.number(),
  }),
  v.object({
    kind: v.literal("select"),
    options: shortList(optionText, MOST_OPTIONS),
    /** The index of the option. */
    value: v.number(),
  }),
  v.object({ kind: v.literal("checkbox"), value: v.boolean() }),
  /** How often it was pressed. */
  v.object({ kind: v.literal("button"), value: v.number() }),
]);
export type Setting = v.InferOutput<typeof Setting>;

/**
 * What the reader has set: the number of a slider, the text of an option, whether a box is checked, how often a button
 * was pressed. An option's index would mean another one once the author has edited the list.
 */
export const ControlValue = v.union([v.number(), v.boolean(), optionText]);
export type ControlValue = v.InferOutput<typeof ControlValue>;

/** The values of a cell's controls, by their labels. */
export const ControlValues = v.pipe(recordOf(v.string(), ControlValue), v.readonly());
export type ControlValues = v.InferOutput<typeof ControlValues>;

/** The value as this control can have it; the control's own for any other. */
export function fitted(setting: Setting, value: ControlValue | undefined): Setting {
  switch (setting.kind) {
    case "slider":
      return typeof value === "number" ? { ...setting, value: snapped(setting, value) } : setting;
    case "select":
      return typeof value === "string" ? withOption(setting, value) : setting;
    case "checkbox":
      return typeof value === "boolean" ? { ...setting, value } : setting;
    case "button":
      return Number.isSafeInteger(value) && typeof value === "number" ? { ...setting, value } : setting;
  }
}

type SettingOf<Kind extends Setting["kind"]> = Extract<Setting, { readonly kind: Kind }>;

function withOption(setting: SettingOf<"select">, text: string): Setting {
  const index = setting.options.indexOf(text);
  return index === -1 ? setting : { ...setting, value: index };
}

/** The nearest number of steps from the smallest value, without the rounding errors of their product. */
function snapped({ min, max, step, value: before }: SettingOf<"slider">, value: number): number {
  // The author's own value may be between two steps.
  if (Number.isNaN(value) || value === before) return before;
  const bounded = Math.min(max, Math.max(min, value));
  const steps = Math.min(Math.round((bounded - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toPrecision(12));
}
