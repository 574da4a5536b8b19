import type * as tf from "@tensorflow/tfjs";
import { CLASS_NAMES, dataset as fashionMnist } from "../../datasets/fashion-mnist.ts";
import type { Table } from "../../protocol/output.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import type { LabelledImages } from "../datasets/labelled-images.ts";
import { createDatasetLoader, type LoadedDataset } from "../datasets/load-dataset.ts";
import type { Prepare } from "../explore/explored-network.ts";
import type { Explorer } from "../explore/explorer.ts";
import type { ImageOptions, LoadedImage } from "../files/loaded-image.ts";
import type { OpenedFile } from "../files/opened-file.ts";
import type { CsvOptions } from "../files/parse-csv.ts";
import type { FileReaders, OpenOptions } from "../files/read-files.ts";
import { type Anything, isRows, type Rows } from "../files/rows.ts";
import { nadam } from "../optimizers/nadam.ts";
import { type ImshowOptions, type Pixels, toImage } from "../output/image.ts";
import type { Outbox } from "../output/outbox.ts";
import { toPlot } from "../output/plot.ts";
import type { ShownTensors } from "../output/shown-tensors.ts";
import { toTable } from "../output/table.ts";
import { resumeAfter } from "../platform/activity.ts";
import { guarded, withBuiltIns } from "../platform/built-ins.ts";
import { CheckFailure } from "./check-failure.ts";
import type { Control, Controls, SliderOptions } from "./controls.ts";
import { display } from "./display.ts";
import { resetState } from "./reset-state.ts";

/** What cells import from `"lectern"`. */
export interface Lectern {
  /**
   * Loads a dataset by its name. The lesson has to declare it (`datasets:` in the front matter).
   * @throws {RangeError} if there is no such dataset, or an Error that says what to do if it cannot be loaded.
   */
  loadDataset(name: string): Promise<LoadedDataset>;
  /**
   * Loads Fashion-MNIST (Xiao, Rasul & Vollgraf 2017, https://arxiv.org/abs/1708.07747): 60 000 training and 10 000 test
   * images of clothing, 28 × 28, greyscale. The same as `loadDataset("fashion-mnist")`.
   */
  loadFashionMnist(): Promise<LoadedDataset>;
  /** The class names of Fashion-MNIST: `CLASS_NAMES[label]`. */
  readonly CLASS_NAMES: readonly string[];
  /** Adam with Nesterov momentum (Dozat 2016), with the formula and defaults of Keras 3. */
  readonly nadam: typeof nadam;
  /** Restarts everything random from `seed`: initialisers, dropout, shuffling and `Math.random`. */
  readonly resetState: typeof resetState;
  /**
   * Reads a text file of the lesson, in UTF-8. The lesson has to declare it (`files:` in the front matter), as the files
   * of all functions that follow.
   * @throws an Error that says what to do if the lesson does not declare it, or it cannot be loaded or read.
   */
  loadText(path: string): Promise<string>;
  /** Reads a JSON file of the lesson. */
  loadJson(path: string): Promise<Anything>;
  /**
   * Reads a table of the lesson: a text with values that are separated by commas, semicolons or tabs. The rows are objects
   * by the names in the first line. A column whose values are all numbers has numbers, with NaN where one is missing.
   * `rows.column("mass")` are the values of a column. As the last value of a cell, the rows are shown as a table.
   * @throws {SyntaxError} if the file is empty, or naming the record whose number of values differs from that of the first.
   */
  loadCsv(path: string, options?: CsvOptions): Promise<Rows>;
  /**
   * Reads a picture of the lesson: its `width`, `height` and, in `data`, four values from 0 to 255 per pixel, row by row.
   * `toTensor()` makes a tensor [height, width, 3] of it. As the last value of a cell, the picture is shown.
   */
  loadImage(path: string, options?: ImageOptions): Promise<LoadedImage>;
  /** Reads a file of the lesson as its bytes. */
  loadBytes(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Asks the reader for a file of their own, which stays on their machine: `(await openFile({ accept: ".csv"
   * })).csv()`. Its `name` and `bytes` are there as well, and `text()`, `json()`, `csv()` and `image()` read it.
   * @throws an Error if the reader does not choose one.
   */
  openFile(options?: OpenOptions): Promise<OpenedFile>;
  /**
   * Offers the reader a file to save, such as `"results.csv"`: of a text, of bytes, of rows if the name ends in `.csv` or
   * `.tsv`, and of any other value as JSON. It has at most 30 MB.
   */
  download(name: string, data: unknown): void;
  /** Shows a value. Objects, arrays and tensors can be expanded. */
  show(value: unknown): void;
  /** Shows rows as a table: a list of objects, of lists or of values, an object of rows, or a tensor [n] or [n, m]. */
  table(rows: unknown): void;
  /**
   * Shows a chart of Plotly's traces (https://plotly.com/javascript/reference/): scatter, bar, histogram, box, violin,
   * heatmap, histogram2d, contour and pie, and in space surface and scatter3d. Each list has at most 50 000 values.
   */
  plot(traces: unknown, layout?: unknown): void;
  /** Shows an image from a tensor [h, w], [h, w, 1], [h, w, 3] or [h, w, 4], rows of numbers, or flat pixels. */
  imshow(source: tf.Tensor | readonly (readonly number[])[] | Pixels, options?: ImshowOptions): Promise<void>;
  /**
   * Shows a slider; `value` of the result is where the reader has put it. When they move it, the cells that depend on
   * this one and have run before run again, but not this cell itself.
   * @throws {RangeError} if the numbers do not fit together.
   */
  slider(label: string, options: SliderOptions): Control<number>;
  /** Shows a list to choose from; `value` is the chosen option, at first `options.value` or the first one. Cells that depend on it run again, as with `slider`. */
  select<Value extends string | number | boolean>(
    label: string,
    choices: readonly Value[],
    options?: { readonly value?: Value },
  ): Control<Value>;
  /** Shows a box to check; `value` is whether it is checked. As `slider`. */
  checkbox(label: string, options?: { readonly value?: boolean }): Control<boolean>;
  /** Shows a button; `value` is how often it was pressed. As `slider`. */
  button(label: string): Control<number>;
  /** Checks an exercise: shows `message` as correct or, if the condition is false, as what is wrong. */
  check(condition: unknown, message: string): void;
  /**
   * Shows a network in the figures that look inside it. The figures run it on `images`; `prepare` turns images
   * [n, height, width] with values from 0 to 255 into the network's input, as in training.
   */
  explore(model: tf.LayersModel, images: LabelledImages, prepare: Prepare): void;
  /** Shows a progress bar. Call the result with how much of `total` is done. */
  progress(total: number, label?: string): (done: number, detail?: string) => void;
}

/** Creates the library. It shows outputs through `outbox` and gets data from `datasets` and `files`. */
export function createLectern(
  outbox: Outbox,
  datasets: DatasetStore,
  files: Omit<FileReaders, "loadLayersModel">,
  explorer: Explorer,
  controls: Controls,
  tensors: ShownTensors | null = null,
): Lectern {
  const load = createDatasetLoader(datasets, (message) => outbox.print("warn", message));
  // The page's answer is a task of its own.
  const loadDataset: Lectern["loadDataset"] = (name) => resumeAfter(load(name));

  return guarded({
    CLASS_NAMES,
    nadam,
    resetState,
    loadDataset,
    loadFashionMnist: () => loadDataset(fashionMnist.name),
    loadText: files.loadText,
    loadJson: files.loadJson,
    loadCsv: files.loadCsv,
    loadImage: files.loadImage,
    loadBytes: files.loadBytes,
    openFile: files.openFile,
    download(name, data) {
      outbox.show(files.offer(name, data));
    },
    explore(model, images, prepare) {
      explorer.explore(model, images, prepare);
    },
    ...createOutputs(outbox, tensors),
    ...createControls(controls),
  });
}

function createOutputs(
  outbox: Outbox,
  tensors: ShownTensors | null,
): Pick<Lectern, "show" | "table" | "plot" | "imshow" | "check" | "progress"> {
  return {
    show(value) {
      if (typeof value === "string") outbox.print("log", value);
      else outbox.show(display(value, tensors));
    },
    table(rows) {
      outbox.show(tableOf(rows));
    },
    plot(traces, layout) {
      outbox.show(toPlot(traces, layout));
    },
    async imshow(source, options) {
      outbox.show(await toImage(source, options));
    },
    check(condition, message) {
      const passed = Boolean(condition);
      outbox.show({ type: "check", passed, message: String(message) });
      if (!passed) throw new CheckFailure(String(message));
    },
    progress: progressBars(outbox),
  };
}

function createControls(controls: Controls): Pick<Lectern, "slider" | "select" | "checkbox" | "button"> {
  return {
    slider: (label, options) => controls.slider(label, options),
    select: (label, choices, options) => controls.select(label, choices, options?.value),
    checkbox: (label, options) => controls.checkbox(label, Boolean(options?.value)),
    button: (label) => controls.button(label),
  };
}

function tableOf(rows: unknown): Table {
  const table = toTable(rows, isRows(rows) ? rows.columns : []);
  if (table !== null) return table;
  throw new TypeError(
    "table: expected at least one row: a list of objects or of lists, or a tensor of one or two dimensions.",
  );
}

/** Makes `progress`: each bar has a key, by which the page replaces it. */
function progressBars(outbox: Outbox): Lectern["progress"] {
  let bars = 0;
  return (total, label = "") => {
    if (!(total > 0)) throw new RangeError(`progress: the total must be above 0, not ${total}.`);
    bars += 1;
    const key = `bar-${bars}`;
    const update = (done: number, detail = ""): void => {
      const value = Math.min(Math.max(0, Number(done) || 0), total);
      outbox.show({ type: "progress", key, label: String(label), value, total, detail: String(detail) });
    };
    update(0);
    return (done, detail) => withBuiltIns(() => update(done, detail));
  };
}
