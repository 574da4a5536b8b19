import * as tf from "@tensorflow/tfjs";
import { errorMessage } from "../../protocol/error-message.ts";
import { plainPath } from "../../protocol/lesson-file.ts";
import { currentActivity, resumeAfter } from "../platform/activity.ts";
import { guarded, withBuiltIns } from "../platform/built-ins.ts";
import type { FileStore } from "./file-store.ts";
import { decodeImage, type ImageOptions, type LoadedImage } from "./loaded-image.ts";
import { type CsvOptions, parseCsv } from "./parse-csv.ts";
import type { Anything, Rows } from "./rows.ts";

const { TextDecoder } = globalThis;

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads the files of a lesson. */
export interface FileReaders {
  loadText(path: string): Promise<string>;
  loadJson(path: string): Promise<Anything>;
  loadCsv(path: string, options?: CsvOptions): Promise<Rows>;
  loadImage(path: string, options?: ImageOptions): Promise<LoadedImage>;
  loadBytes(path: string): Promise<Bytes>;
  loadLayersModel(path: string, options?: tf.io.LoadOptions): Promise<tf.LayersModel>;
}

export function createFileReaders(store: FileStore): FileReaders {
  const read = async <Value>(
    caller: string,
    path: string,
    convert: (bytes: Bytes) => Value | Promise<Value>,
  ): Promise<Value> => {
    requirePath(caller, path);
    currentActivity().assertNotStopped();
    const bytes = await resumeAfter(store.read(path));
    try {
      return await resumeAfter(toPromise(withBuiltIns(() => convert(bytes), true)));
    } catch (error) {
      throw renamed(error, `${caller}: ${path}: ${errorMessage(error)}`);
    }
  };
  return guarded({
    loadText: (path) => atCall(read("loadText", path, toText)),
    loadJson: (path) => atCall(read("loadJson", path, (bytes) => JSON.parse(toText(bytes)))),
    loadCsv: (path, options) => atCall(read("loadCsv", path, (bytes) => parseCsv(toText(bytes), options))),
    loadImage: (path, options = {}) =>
      atCall(read("loadImage", path, (bytes) => decodeImage(bytes, options))),
    loadBytes: (path) => atCall(read("loadBytes", path, (bytes) => bytes)),
    loadLayersModel: (path, options) =>
      atCall(
        read("tf.loadLayersModel", path, (bytes) =>
          loadModel(JSON.parse(toText(bytes)), folderOf(path), { store, options }),
        ),
      ),
  });
}

/** An error gets the place of the call in the cell: it is thrown when the page has answered, in a task of its own. */
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

/** An error of the same kind. */
function renamed(error: unknown, message: string): Error {
  if (error instanceof SyntaxError) return new SyntaxError(message);
  if (error instanceof RangeError) return new RangeError(message);
  return error instanceof TypeError ? new TypeError(message) : new Error(message);
}

/** @throws {TypeError} if the bytes are not UTF-8. */
function toText(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TypeError("it is not text in UTF-8. Save it as UTF-8, or read it with `loadBytes`.");
  }
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
      buffers.push((await resumeAfter(store.read(path))).buffer);
    }
    return [manifest.flatMap(({ weights }) => weights), buffers];
  });
  return tf.loadLayersModel({ load: async () => artifacts }, options);
}
