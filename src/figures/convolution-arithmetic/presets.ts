import type { AxisSpec } from "../maths/output-size.ts";

/** The settings in the order in which they are shown, with their symbols and ranges. */
export const SETTINGS = [
  { name: "input", low: 1, high: 12 },
  { name: "kernel", low: 1, high: 7 },
  { name: "padding", low: 0, high: 4 },
  { name: "stride", low: 1, high: 4 },
  { name: "dilation", low: 1, high: 3 },
] as const satisfies readonly {
  readonly name: keyof AxisSpec;
  readonly low: number;
  readonly high: number;
}[];

/** Ready-made settings. */
export const PRESETS = {
  neither: { input: 5, kernel: 3, padding: 0, stride: 1, dilation: 1 },
  padding: { input: 5, kernel: 3, padding: 1, stride: 1, dilation: 1 },
  stride: { input: 7, kernel: 3, padding: 0, stride: 2, dilation: 1 },
  both: { input: 5, kernel: 3, padding: 1, stride: 2, dilation: 1 },
  dilation: { input: 7, kernel: 3, padding: 0, stride: 1, dilation: 2 },
} as const satisfies Readonly<Record<string, AxisSpec>>;
export type Preset = keyof typeof PRESETS;

export const PRESET_NAMES: readonly Preset[] = ["neither", "padding", "stride", "both", "dilation"];

/** The preset with exactly these settings, or "own". */
export function presetOf(settings: AxisSpec): Preset | "own" {
  const matches = (preset: Preset) => SETTINGS.every(({ name }) => PRESETS[preset][name] === settings[name]);
  return PRESET_NAMES.find(matches) ?? "own";
}
