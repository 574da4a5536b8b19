import { readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import * as v from "valibot";
import type { DeclaredFile } from "../../lesson/known-things.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { MAXIMUM_FILE_BYTES } from "../../protocol/lesson-file.ts";
import { findAsset } from "../files/lesson-asset.ts";

/** What was found in a file, valid until it changes. */
const examined = new Map<string, { readonly changed: number; readonly bytes: number; found: DeclaredFile }>();

/**
 * Checks whether cells could read a file: whether it is there, and is what its name says.
 * @param folder the folder of the lesson.
 * @param path from that folder.
 */
export function examineFile(folder: string, path: string): DeclaredFile {
  const asset = findAsset(folder, path);
  if (asset.type !== "file") return asset;
  const { mtimeMs: changed, size: bytes } = statSync(asset.path);
  const known = examined.get(asset.path);
  if (known?.changed === changed && known.bytes === bytes) return known.found;
  const found = examineContents(path, asset.path, bytes);
  examined.set(asset.path, { changed, bytes, found });
  return found;
}

function examineContents(path: string, file: string, bytes: number): DeclaredFile {
  if (bytes === 0) return unfit(`The file \`${path}\` is empty.`, "Save it again, or leave it out.");
  if (bytes > MAXIMUM_FILE_BYTES) {
    const [size, maximum] = [bytes, MAXIMUM_FILE_BYTES].map((count) => `${(count / 1e6).toFixed(1)} MB`);
    return unfit(`The file \`${path}\` is too large: ${size}, at most ${maximum} are possible.`, SMALLER);
  }
  const content = readFileSync(file);
  const mistake = mistakeIn(path, content);
  if (mistake !== null) return mistake;
  return { type: "file", bytes, ...(path.endsWith(".json") ? weightsOf(path, content) : NO_WEIGHTS) };
}

const SMALLER = "Leave out rows or pixels, or make it a dataset, which is downloaded separately.";

function mistakeIn(path: string, content: Buffer): DeclaredFile | null {
  const [, extension = ""] = /\.([^./]*)$/.exec(path.toLowerCase()) ?? [];
  if (content.subarray(0, LFS.length).toString() === LFS)
    return unfit(
      `\`${path}\` is not the file itself: Git LFS has put a reference in its place.`,
      "Run `git lfs pull`.",
    );
  if (extension === "gz")
    return unfit(
      `\`${path}\` is compressed, and some hosts decompress such files on the way.`,
      "Declare the decompressed file: hosts compress it by themselves.",
    );
  if (TEXTS.has(extension) && !isUtf8(content))
    return unfit(`The file \`${path}\` is not UTF-8.`, "Save it as UTF-8 (“CSV UTF-8” in Excel).");
  if (extension === "json") return mistakeInJson(path, content);
  const magic = PICTURES[extension];
  if (magic !== undefined && !magic.test(content.subarray(0, 16).toString("latin1")))
    return unfit(
      `\`${path}\` is not a picture of the type that its name says.`,
      "Save it in that format, or correct its name.",
    );
  return null;
}

const LFS = "version https://git-lfs.github.com/spec/";
const TEXTS: ReadonlySet<string> = new Set(["csv", "tsv", "txt", "json", "svg", "xml", "md"]);

/** The first bytes of pictures by their extensions, as text with one character per byte. */
const PICTURES: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG\r\n/,
  jpg: /^\xff\xd8\xff/,
  jpeg: /^\xff\xd8\xff/,
  gif: /^GIF8[79]a/,
  webp: /^RIFF[\s\S]{4}WEBP/,
  avif: /^[\s\S]{4}ftyp/,
  bmp: /^BM/,
};

function mistakeInJson(path: string, content: Buffer): DeclaredFile | null {
  try {
    JSON.parse(textOf(content));
    return null;
  } catch (error) {
    return unfit(`\`${path}\` is not JSON: ${errorMessage(error)}.`, "Correct the file, or save it again.");
  }
}

/** A `model.json` as TensorFlow.js saves it, as far as it names other files. */
const Model = v.object({
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.optional(v.unknown()) })),
});

/** A model's description of weights whose values all take the same number of bytes. */
const Weights = v.pipe(
  v.array(
    v.object({
      shape: v.array(v.number()),
      dtype: v.string(),
      quantization: v.optional(v.object({ dtype: v.string() })),
    }),
  ),
  v.minLength(1),
);

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

type ModelWeights = Pick<Extract<DeclaredFile, { type: "file" }>, "weights" | "weightBytes">;

const NO_WEIGHTS: ModelWeights = { weights: [], weightBytes: null };

function weightsOf(path: string, content: Buffer): ModelWeights {
  const parsed = v.safeParse(Model, JSON.parse(textOf(content)));
  if (!parsed.success) return NO_WEIGHTS;
  const groups = parsed.output.weightsManifest;
  const folder = posix.dirname(path);
  const sizes = groups.map(({ weights }) => bytesOf(weights));
  return {
    weights: groups
      .flatMap(({ paths }) => paths)
      .map((name) => (folder === "." ? name : `${folder}/${name}`)),
    weightBytes: sizes.reduce((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0),
  };
}

/** Null for weights of strings, and for what TensorFlow.js has not written. */
function bytesOf(weights: unknown): number | null {
  const parsed = v.safeParse(Weights, weights);
  if (!parsed.success) return null;
  const sizes = parsed.output.map(({ shape, dtype, quantization }) => {
    const bytes = BYTES[quantization?.dtype ?? dtype];
    return bytes === undefined ? null : shape.reduce((product, length) => product * length, bytes);
  });
  return sizes.reduce((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0);
}

/** Without a byte order mark. */
function textOf(content: Buffer): string {
  return new TextDecoder().decode(content);
}

function isUtf8(content: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

function unfit(message: string, remedy: string): DeclaredFile {
  return { type: "unfit", message, remedy };
}
