import type { AxisSpec } from "../maths/output-size.ts";

/** The settings in the order in which they are shown, with their symbols and ranges. */
export const SETTINGS = [
  { name: "input", label: "Input n", low: 1, high: 12 },
  { name: "kernel", label: "Kernel k", low: 1, high: 7 },
  { name: "padding", label: "Padding p", low: 0, high: 4 },
  { name: "stride", label: "Stride s", low: 1, high: 4 },
  { name: "dilation", label: "Dilation d", low: 1, high: 3 },
] as const satisfies readonly {
  readonly name: keyof AxisSpec;
  readonly label: string;
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

export const PRESET_OPTIONS: readonly { readonly value: Preset; readonly label: string }[] = [
  { value: "neither", label: "Neither" },
  { value: "padding", label: "Padding" },
  { value: "stride", label: "Stride" },
  { value: "both", label: "Both" },
  { value: "dilation", label: "Dilation" },
];

/** The preset with exactly these settings, or "own". */
export function presetOf(settings: AxisSpec): Preset | "own" {
  const matches = ({ value }: { readonly value: Preset }) =>
    SETTINGS.every(({ name }) => PRESETS[value][name] === settings[name]);
  return PRESET_OPTIONS.find(matches)?.value ?? "own";
}
