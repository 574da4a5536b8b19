import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { exportNotebook, type Picture } from "../../jupyter/export/export-notebook.ts";
import type { NotebookLanguage } from "../../jupyter/export/lesson-pieces.ts";
import { writeNotebook } from "../../jupyter/nbformat.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { pictureType } from "../../lesson/passages/picture-type.ts";
import type { FigureId } from "../../protocol/ids.ts";
import { findAsset } from "../files/lesson-asset.ts";
import { packageRoot } from "../files/package-root.ts";
import { encodePng } from "./encode-png.ts";

const DENO_LIBRARY = resolve(packageRoot, "src/jupyter/deno/library.ts");

export interface NotebookOptions {
  readonly language: NotebookLanguage;
  /** The figures' pictures, as base64 of PNG files. A figure without one is its caption. */
  readonly stills: ReadonlyMap<FigureId, string>;
}

/** The file of a lesson's notebook, with the pictures beside the lesson in it. */
export function notebookFile(lesson: Lesson, options: NotebookOptions): string {
  const folder = dirname(resolve(lesson.file));
  const readPicture = (path: string) => pictureBeside(folder, path);
  const denoLibrary = readFileSync(DENO_LIBRARY, "utf8");
  return writeNotebook(exportNotebook(lesson, { ...options, denoLibrary, readPicture, encodePng }));
}

/** The notebook that a page offers: of the twins, with the captions of figures, whose pictures only a browser draws. */
export function offeredNotebook(lesson: Lesson): string {
  return notebookFile(lesson, { language: "python", stills: new Map() });
}

function pictureBeside(folder: string, path: string): Picture | null {
  const asset = findAsset(folder, path);
  const mediaType = pictureType(path);
  if (asset.type !== "file" || mediaType === null) return null;
  return { mediaType, base64: readFileSync(asset.path).toString("base64") };
}
