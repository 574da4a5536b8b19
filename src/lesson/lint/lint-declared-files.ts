import {
  type LessonFile,
  MAXIMUM_LESSON_BYTES,
  MAXIMUM_PATH_LENGTH,
  plainPath,
} from "../../protocol/lesson-file.ts";
import { megabytes } from "../../protocol/megabytes.ts";
import type { ListedName } from "../blocks/front-matter.ts";
import type { Beside } from "../known-things.ts";
import type { Fault } from "../source-text.ts";
import { missingFault } from "./lint-address.ts";
import { isPattern } from "./lint-files.ts";

/** The files that the front matter declares for cells. */
export interface DeclaredFiles {
  /** Those that are there, each once, and the weights of models. */
  readonly files: readonly LessonFile[];
  readonly faults: readonly Fault[];
}

type Message = Pick<Fault, "message" | "remedy">;

/** Checks the declared files, and reports those that cells could not read. Without `beside` there are none. */
export function readFiles(declared: readonly ListedName[], beside: Beside | null): DeclaredFiles {
  if (beside === null) return { files: [], faults: [] };
  const files = new Map<string, LessonFile>();
  const faults: Fault[] = [];
  for (const { name, offset } of declared) {
    const found = readFile(plainPath(name), beside);
    if ("message" in found) {
      // What is wrong with weights that are declared, too, is said once.
      if (faults.every(({ message }) => message !== found.message)) faults.push({ offset, ...found });
    } else for (const file of found.files) files.set(file.path, file);
  }
  const [first] = declared;
  const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  if (first !== undefined && total > MAXIMUM_LESSON_BYTES)
    faults.push({ offset: first.offset, ...tooLarge(total) });
  return { files: [...files.values()], faults };
}

function tooLarge(total: number): Message {
  return {
    message: `The files of this lesson are ${megabytes(total)} together, at most ${megabytes(MAXIMUM_LESSON_BYTES)} are possible.`,
    remedy: "Declare fewer or smaller files.",
  };
}

function readFile(path: string, beside: Beside): Message | { readonly files: readonly LessonFile[] } {
  const fault = pathFault(path);
  if (fault !== null) return fault;
  const found = beside.declaredFile(path);
  if (found.type === "unfit") return found;
  if (found.type === "missing" && isPattern(path))
    return {
      message: `\`${path}\` is a pattern, and files are named one by one.`,
      remedy: "Write `files: [data/a.csv, data/b.csv]`.",
    };
  if (found.type !== "file") return missingFault(path, found.type);
  const weights = found.weights.map((name) => readWeights(name, path, beside));
  const missing = weights.find((each) => "message" in each);
  if (missing !== undefined) return missing;
  const total = weights.reduce((sum, each) => sum + ("message" in each ? 0 : each.bytes), 0);
  if (found.weightBytes !== null && found.weightBytes !== total)
    return otherWeights(path, total, found.weightBytes);
  const own = { path, bytes: found.bytes, version: beside.assetVersion(path) };
  return { files: [own, ...weights.flatMap((each) => ("message" in each ? [] : [each]))] };
}

/** A file with weights of the model at `model`. */
function readWeights(path: string, model: string, beside: Beside): Message | LessonFile {
  const found = pathFault(path) === null ? beside.declaredFile(path) : null;
  if (found?.type === "file") return { path, bytes: found.bytes, version: beside.assetVersion(path) };
  if (found?.type === "unfit") return found;
  return {
    message: `The weights \`${path}\` of the model \`${model}\` are not beside the lesson.`,
    remedy: "Put all files of the model beside the lesson, in the folder of its `model.json`.",
  };
}

function otherWeights(model: string, bytes: number, expected: number): Message {
  return {
    message: `The weights of the model \`${model}\` have ${bytes} bytes, and ${expected} by the model itself.`,
    remedy: "Save the model again, and put all its files beside the lesson.",
  };
}

/** What is wrong with a path itself. */
function pathFault(path: string): Message | null {
  if (path === "" || path.length > MAXIMUM_PATH_LENGTH)
    return { message: "This is not the path of a file.", remedy: "Write `files: [data/penguins.csv]`." };
  if (/^[a-z][a-z0-9+.-]+:/i.test(path))
    return {
      message: `\`${path}\` is an address, and cells have no network.`,
      remedy: "Save the file beside the lesson and name it by its relative path.",
    };
  if (path.includes("\\"))
    return { message: `\`${path}\` contains a backslash.`, remedy: "Write `/` between folders." };
  if (path.startsWith("/") || path.split("/").includes(".."))
    return {
      message: `\`${path}\` is outside the lesson's folder.`,
      remedy: "Put the file beside the lesson, or in a folder there, and name it by its relative path.",
    };
  return null;
}
