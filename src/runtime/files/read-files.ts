import * as tf from "@tensorflow/tfjs";
import { openedPath, type PictureRequest, plainPath } from "../../protocol/lesson-file.ts";
import type { Output } from "../../protocol/output.ts";
import { currentActivity, resumeAfter } from "../platform/activity.ts";
import { guarded, withBuiltIns } from "../platform/built-ins.ts";
import type { Downloads } from "./downloads.ts";
import type { FileStore } from "./file-store.ts";
import { type ImageOptions, LoadedImage } from "./loaded-image.ts";
import { type OpenedFile, openedFile } from "./opened-file.ts";
import { type CsvOptions, parseCsv } from "./parse-csv.ts";
import type { Anything, Rows } from "./rows.ts";
import { toText } from "./text.ts";
import { withPlace } from "./with-place.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface OpenOptions {
  /** The types of files that the reader can choose, as of an input element: `".csv,.txt"`, `"image/*"`. Default any. */
  readonly accept?: string;
}

/** Reads the files of a lesson. */
export interface FileReaders {
  loadText(path: string): Promise<string>;
  loadJson(path: string): Promise<Anything>;
  loadCsv(path: string, options?: CsvOptions): Promise<Rows>;
  loadImage(path: string, options?: ImageOptions): Promise<LoadedImage>;
  loadBytes(path: string): Promise<Bytes>;
  openFile(options?: OpenOptions): Promise<OpenedFile>;
  /** A file for the reader, as an output. */
  offer(name: string, data: unknown): Output;
  loadLayersModel(path: string, options?: tf.io.LoadOptions): Promise<tf.LayersModel>;
}

/**
 * @param store requests files of the lesson.
 * @param asked requests files of the reader; what it sends as the path is what the reader can choose.
 */
export function createFileReaders(store: FileStore, asked: FileStore, downloads: Downloads): FileReaders {
  const readPicture = pictureReader(store);
  const read = fileReader(store);
  const open = async ({ accept = "" }: OpenOptions): Promise<OpenedFile> => {
    currentActivity().assertNotStopped();
    const file = await resumeAfter(asked.read(String(accept)));
    const path = openedPath(file.request);
    return withBuiltIns(() =>
      openedFile(file, (options = {}) => atCall(readPicture(path, `image: ${file.name}`, options))),
    );
  };
  return guarded({
    loadText: (path) => atCall(read("loadText", path, toText)),
    loadJson: (path) => atCall(read("loadJson", path, (bytes) => JSON.parse(toText(bytes)))),
    loadCsv: (path, options) => atCall(read("loadCsv", path, (bytes) => parseCsv(toText(bytes), options))),
    loadImage: (path, options = {}) => {
      requirePath("loadImage", path);
      return atCall(readPicture(path, `loadImage: ${path}`, options));
    },
    loadBytes: (path) => atCall(read("loadBytes", path, (bytes) => bytes)),
    openFile: (options = {}) => atCall(open(options)),
    offer: (name, data) => downloads.offer(name, data),
    loadLayersModel: (path, options) =>
      atCall(
        read("tf.loadLayersModel", path, (bytes) =>
          loadModel(JSON.parse(toText(bytes)), folderOf(path), { store, options }),
        ),
      ),
  });
}

/** Reads a file of the lesson, and converts it. */
function fileReader(store: FileStore) {
  return async <Value>(
    caller: string,
    path: string,
    convert: (bytes: Bytes) => Value | Promise<Value>,
  ): Promise<Value> => {
    requirePath(caller, path);
    currentActivity().assertNotStopped();
    const { bytes } = await resumeAfter(store.read(path));
    try {
      return await resumeAfter(toPromise(withBuiltIns(() => convert(bytes), true)));
    } catch (error) {
      throw withPlace(error, `${caller}: ${path}`);
    }
  };
}

/** Reads a picture of the lesson, or one that the reader has opened. */
function pictureReader(store: FileStore) {
  return async (path: string, caller: string, options: ImageOptions): Promise<LoadedImage> => {
    currentActivity().assertNotStopped();
    try {
      const { bytes, picture } = await resumeAfter(store.read(path, pictureRequest(options)));
      const data = new Uint8ClampedArray(bytes.buffer);
      return new LoadedImage({ data, ...(picture ?? { width: 0, height: 0 }) });
    } catch (error) {
      throw withPlace(error, caller);
    }
  };
}

/**
 * Gives an error the position of the call in the cell: it is thrown when the page has answered, in a task of its own.
 */
async function atCall<Value>(reading: Promise<Value>, call = new Error()): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error) {
      const frames = String(call.stack).replace(/^Error\n/, "");
      Object.defineProperty(error, "stack", { value: `${error.name}: ${error.message}\n${frames}` });
    }
    throw error;
  }
}

async function toPromise<Value>(value: Value | Promise<Value>): Promise<Value> {
  return value;
}

function requirePath(caller: string, path: unknown): void {
  if (typeof path === "string" && path !== "") return;
  throw new TypeError(`${caller}: expected the path of a file, as in ${caller}("data/penguins.csv").`);
}

/** @throws {RangeError} for a side that no picture can have. */
function pictureRequest({ width, height }: ImageOptions): PictureRequest {
  return { width: sideOf("width", width), height: sideOf("height", height) };
}

function sideOf(name: "width" | "height", value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isFinite(value) && value >= 1) return value;
  const given = typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : String(value);
  throw new RangeError(`${name} is a number of pixels from 1 up, as in { ${name}: 640 }, and not ${given}.`);
}

function folderOf(path: string): string {
  return plainPath(path).split("/").slice(0, -1).join("/");
}

interface ModelSource {
  readonly store: FileStore;
  readonly options: tf.io.LoadOptions | undefined;
}

/** @param folder of the model's JSON, from which its weights are named. */
async function loadModel(
  model: tf.io.ModelJSON,
  folder: string,
  { store, options }: ModelSource,
): Promise<tf.LayersModel> {
  if (typeof model !== "object" || model === null || !Array.isArray(model.weightsManifest))
    throw new TypeError("it is not a model of TensorFlow.js, as `model.save` writes it.");
  if (model.format === "graph-model")
    throw new TypeError(
      "it is a graph model. Save it as a layers model: `tensorflowjs_converter --output_format tfjs_layers_model`.",
    );
  const artifacts = await tf.io.getModelArtifactsForJSON(model, async (manifest) => {
    const buffers: ArrayBuffer[] = [];
    for (const name of manifest.flatMap(({ paths }) => paths)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      buffers.push((await resumeAfter(store.read(path))).bytes.buffer);
    }
    return [manifest.flatMap(({ weights }) => weights), buffers];
  });
  return tf.loadLayersModel({ load: async () => artifacts }, options);
}
