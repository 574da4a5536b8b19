import * as v from "valibot";
import { BackendName } from "./backend.ts";
import { shortList, shortText } from "./bounds.ts";
import { MAXIMUM_DOWNLOAD_PARTS } from "./download.ts";
import { DatasetName, FigureId, RunId } from "./ids.ts";
import { Json } from "./json.ts";
import { MAXIMUM_PATH_LENGTH, PictureRequest } from "./lesson-file.ts";
import { Output } from "./output.ts";
import { MAXIMUM_MODEL_PARTS } from "./saved-model.ts";
import { TensorSlice } from "./tensor.ts";
import { Variables } from "./variables.ts";

/** An error in a cell. `line` and `column` count from 1 in the author's TypeScript; `text` is that line. */
export const CellError = v.object({
  name: shortText(200),
  message: shortText(10_000),
  line: v.nullable(v.number()),
  column: v.nullable(v.number()),
  text: v.nullable(shortText(10_000)),
  stack: shortList(v.object({ cell: shortText(200), line: v.number(), column: v.number() }), 50),
});
export type CellError = v.InferOutput<typeof CellError>;

/** What TensorFlow.js holds in memory. */
export const Memory = v.object({
  tensors: v.pipe(v.number(), v.integer(), v.minValue(0)),
  bytes: v.pipe(v.number(), v.minValue(0)),
});
export type Memory = v.InferOutput<typeof Memory>;

const milliseconds = v.pipe(v.number(), v.minValue(0));
const variable = shortText(200);
const trainingKey = shortText(100);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Runtime → page. Everything from behind the wall is parsed by this schema before it is used. */
export const RuntimeEvent = v.variant("type", [
  v.object({ type: v.literal("ready"), backend: BackendName, reason: shortText(1000) }),
  /** The backend has changed, or the reason for it. */
  v.object({ type: v.literal("backend"), backend: BackendName, reason: shortText(1000) }),
  v.object({ type: v.literal("boot-failed"), message: shortText(10_000) }),
  /** A cell floods the browser with something that does not pass through the page: the runtime has ended itself. */
  v.object({ type: v.literal("flooded"), message: shortText(10_000) }),
  v.object({ type: v.literal("need"), dataset: DatasetName }),
  /** A cell reads a file of the lesson. Answered by `file` or `file-failed`. */
  v.object({
    type: v.literal("need-file"),
    request: count,
    /** Or that of a file which the reader has chosen: see `openedPath`. */
    path: shortText(MAXIMUM_PATH_LENGTH),
    /** Null for its bytes; otherwise the pixels of the picture are the answer. */
    picture: v.nullable(PictureRequest),
  }),
  /** A run asks the reader for a file. Answered like `need-file`. `accept`: as of an input element. */
  v.object({
    type: v.literal("ask-file"),
    request: count,
    run: v.nullable(RunId),
    accept: shortText(200),
  }),
  /** The run that needs or asks for the file is stopped: the request is to be answered by `file-failed` at once. */
  v.object({ type: v.literal("cancel-file"), request: count }),
  /** A part of a file that a cell offers, as base64. */
  v.object({
    type: v.literal("download-part"),
    id: count,
    part: count,
    parts: v.pipe(count, v.maxValue(MAXIMUM_DOWNLOAD_PARTS)),
    text: v.string(),
  }),
  v.object({ type: v.literal("download-failed"), id: count, message: shortText(1000) }),
  v.object({ type: v.literal("output"), run: RunId, output: Output }),
  /** `doubtful`: a loss that it computed was not a number. */
  v.object({
    type: v.literal("done"),
    run: RunId,
    ms: milliseconds,
    doubtful: v.optional(v.literal(true)),
  }),
  v.object({ type: v.literal("failed"), run: RunId, error: CellError, ms: milliseconds }),
  /** The cell ended because of a stop request. */
  v.object({ type: v.literal("stopped"), run: RunId, ms: milliseconds }),
  /** What a run left behind and still continues after its end. Sent before the end, and whenever it changes. */
  v.object({
    type: v.literal("work"),
    run: RunId,
    timers: count,
    trainings: count,
    /** As of `done`, also if it became so after the run's end. */
    doubtful: v.optional(v.literal(true)),
  }),
  /** A timer or promise of a run has failed after its end. At most one per run. */
  v.object({ type: v.literal("late-failure"), run: RunId, error: CellError }),
  /** An answer to a figure's `input`, or an update for a figure that sent one before. Belongs to no run. */
  v.object({ type: v.literal("figure"), figure: FigureId, state: Json }),
  /** The models in the cells' variables, and how large their weights are. */
  v.object({ type: v.literal("models"), models: shortList(v.object({ variable, bytes: count }), 10) }),
  /** A part of a model's JSON: see `saved-model.ts`. */
  v.object({
    type: v.literal("model-part"),
    variable,
    part: count,
    parts: v.pipe(count, v.maxValue(MAXIMUM_MODEL_PARTS)),
    text: v.string(),
  }),
  v.object({ type: v.literal("model-loaded"), variable }),
  v.object({ type: v.literal("model-failed"), variable, message: shortText(1000) }),
  /** A part of a checkpoint's JSON: see `checkpoint.ts`. */
  v.object({
    type: v.literal("checkpoint-part"),
    training: trainingKey,
    part: count,
    parts: v.pipe(count, v.maxValue(MAXIMUM_MODEL_PARTS)),
    text: v.string(),
  }),
  v.object({ type: v.literal("checkpoint-failed"), training: trainingKey, message: shortText(1000) }),
  /** What the cells have declared. `hidden`: how many more there are. */
  v.object({ type: v.literal("variables"), variables: Variables, hidden: count }),
  v.object({ type: v.literal("tensor-slice"), request: count, slice: TensorSlice }),
  v.object({ type: v.literal("slice-failed"), request: count, message: shortText(1000) }),
  /** Sent while idle and between steps. If it stops, the runtime is busy or gone. `stepMs`: duration of the last training step. */
  v.object({ type: v.literal("heartbeat"), stepMs: milliseconds, memory: v.optional(Memory) }),
]);
export type RuntimeEvent = v.InferOutput<typeof RuntimeEvent>;
