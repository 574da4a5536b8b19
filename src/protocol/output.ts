import * as v from "valibot";
import { shortList, shortRecord, shortText, withFewEntries } from "./bounds.ts";
import { Setting } from "./control.ts";
import { DownloadName } from "./download.ts";
import { Json } from "./json.ts";
import { TensorStatistics } from "./tensor.ts";

/**
 * What a cell shows: data, never HTML. The page renders it.
 * An output with a `key` replaces the earlier output with the same key and run.
 */
const count = v.pipe(v.number(), v.minValue(0));
const key = v.pipe(v.string(), v.maxLength(100));

/** Console output: `text`; or of too much of it `text`, then `dropped` lines that are missing, then `tail`. */
export const Text = v.object({
  type: v.literal("text"),
  stream: v.picklist(["log", "info", "warn", "error"]),
  text: shortText(200_000),
  dropped: v.optional(count),
  /** The last lines so far. They replace the `tail` of the run's text before. */
  tail: v.optional(shortText(200_000)),
});

const label = shortText(1000);
const tableValue = v.union([label, v.number(), v.boolean(), v.null()]);
/** Rows and columns. `total` is the number of rows including those that were not sent. */
export const Table = v.object({
  type: v.literal("table"),
  columns: shortList(label, 60),
  rows: shortList(shortList(tableValue, 60), 600),
  total: count,
});

/** A Plotly chart: traces and layout as Plotly's own JSON. */
export const Plot = v.object({
  type: v.literal("plot"),
  traces: v.array(v.record(v.string(), Json)),
  layout: v.record(v.string(), Json),
});

/** RGBA pixels, row by row, 8 bits per channel, as base64. `alt` is the alternative text; it may be empty. */
export const Image = v.object({
  type: v.literal("image"),
  width: v.pipe(count, v.integer(), v.minValue(1)),
  height: v.pipe(count, v.integer(), v.minValue(1)),
  rgba: v.string(),
  alt: label,
});

/** A progress bar. */
export const Progress = v.object({
  type: v.literal("progress"),
  key,
  label,
  value: count,
  total: count,
  detail: label,
});

/** Null stands for NaN and infinity, which JSON does not have. */
const measured = v.nullable(v.number());
const Metrics = shortRecord(measured, 40);
/** One epoch of `model.fit`: `metrics` as TensorFlow.js logs them (`loss`, `acc`, `val_loss`, `val_acc`). */
export const Epoch = v.object({
  steps: v.nullable(count),
  step: count,
  ms: count,
  done: v.boolean(),
  metrics: Metrics,
});
/** The progress of `model.fit`: one row per epoch, and the training curves. `points` are (epochs, value). */
export const Training = v.object({
  type: v.literal("training"),
  key,
  epochs: count,
  /** How many epochs were over before the first row: `initialEpoch`. */
  earlierEpochs: v.optional(count),
  rows: shortList(Epoch, 10_000),
  curves: shortList(
    v.object({ name: shortText(200), points: shortList(v.tuple([v.number(), measured]), 2000) }),
    40,
  ),
  stopped: v.boolean(),
  /** Set while the reader can pause the training and change its learning rate; null where the optimizer has none. */
  control: v.optional(v.object({ paused: v.boolean(), learningRate: measured })),
  /** The learning rate at the beginning, and whenever the reader changed it: (epochs, rate). */
  learningRates: v.optional(shortList(v.tuple([v.number(), v.number()]), 200)),
  /** The last epoch whose end the runtime holds for the page to save, and how large that is in bytes. */
  saved: v.optional(v.object({ epochs: count, bytes: count })),
  /** How many epochs an earlier run had trained, whose saved weights this one began with. */
  continuedFrom: v.optional(count),
  /** Why the training step was not compiled, although the backend could: a phrase to follow a colon. */
  notCompiled: v.optional(shortText(500)),
});

/** A value described as data, of bounded size. `hidden` is the number of entries that are left out. */
export type Inspected =
  | { readonly kind: "primitive"; readonly type: string; readonly text: string }
  | { readonly kind: "function"; readonly name: string; readonly class: boolean }
  | {
      readonly kind: "object" | "array" | "map" | "set" | "typed-array" | "error";
      readonly name: string;
      readonly entries: readonly (readonly [key: string, value: Inspected])[];
      readonly hidden: number;
      readonly size: number;
    }
  | {
      readonly kind: "tensor";
      readonly dtype: string;
      readonly shape: readonly number[];
      readonly text: string;
      readonly disposed: boolean;
      /** By which the page can ask for its slices: see `SliceRequest`. */
      readonly id?: number | undefined;
      readonly statistics?: TensorStatistics | undefined;
    }
  | { readonly kind: "cut"; readonly name: string };

export const Inspected: v.GenericSchema<unknown, Inspected> = v.lazy(() =>
  v.variant("kind", [
    v.object({ kind: v.literal("primitive"), type: label, text: shortText(10_000) }),
    v.object({ kind: v.literal("function"), name: label, class: v.boolean() }),
    v.object({
      kind: v.picklist(["object", "array", "map", "set", "typed-array", "error"]),
      name: label,
      entries: v.array(v.tuple([label, Inspected])),
      hidden: count,
      size: count,
    }),
    v.object({
      kind: v.literal("tensor"),
      dtype: label,
      shape: shortList(v.number(), 100),
      text: shortText(100_000),
      disposed: v.boolean(),
      id: v.optional(count),
      statistics: v.optional(TensorStatistics),
    }),
    v.object({ kind: v.literal("cut"), name: label }),
  ]),
);

/** The value of a cell's final expression, or one passed to `show`. */
const Inspect = v.object({
  type: v.literal("inspect"),
  value: v.pipe(v.unknown(), v.transform(withFewEntries(4000)), Inspected),
});

/** One result of an exercise's check. */
export const Check = v.object({ type: v.literal("check"), passed: v.boolean(), message: shortText(2000) });

/** A control for a value that cells read; its label is the key. */
export const Control = v.object({ type: v.literal("control"), key, setting: Setting });
/** A file that the reader can save. Its bytes stay in the runtime until then: see `read-download`. */
export const Download = v.object({
  type: v.literal("download"),
  id: v.pipe(count, v.integer()),
  name: DownloadName,
  bytes: count,
});

export const Output = v.variant("type", [
  Text,
  Table,
  Plot,
  Image,
  Progress,
  Training,
  Inspect,
  Check,
  Control,
  Download,
]);
export type Text = v.InferOutput<typeof Text>;
export type Table = v.InferOutput<typeof Table>;
export type Plot = v.InferOutput<typeof Plot>;
export type Image = v.InferOutput<typeof Image>;
export type Progress = v.InferOutput<typeof Progress>;
export type Epoch = v.InferOutput<typeof Epoch>;
export type Training = v.InferOutput<typeof Training>;
export type Inspect = v.InferOutput<typeof Inspect>;
export type Control = v.InferOutput<typeof Control>;
export type Download = v.InferOutput<typeof Download>;
export type Check = v.InferOutput<typeof Check>;
export type Output = v.InferOutput<typeof Output>;
