import type { FigureUse, Lesson } from "../../lesson/lesson.ts";
import type { FigureId } from "../../protocol/ids.ts";
import { isMade } from "../../protocol/lesson-modules.ts";
import type { LessonMetadata } from "../lectern-metadata.ts";
import {
  type Attachments,
  type Notebook,
  type NotebookCell,
  type NotebookCellMetadata,
  sourceLines,
} from "../nbformat.ts";
import { createCellIds } from "./cell-ids.ts";
import { figurePicture, lessonPieces, type NotebookLanguage } from "./lesson-pieces.ts";
import type { NotebookPiece } from "./notebook-piece.ts";
import { notebookWords } from "./notebook-words.ts";
import { type EncodePng, notebookOutputs } from "./recorded-outputs.ts";

/** A picture as notebooks carry it. */
export interface Picture {
  readonly mediaType: string;
  readonly base64: string;
}

export interface ExportOptions {
  readonly language: NotebookLanguage;
  /** The code of `deno/library.ts`, which notebooks for Deno begin with. */
  readonly denoLibrary: string;
  /** The figures' pictures, as base64 of PNG files. A figure without one is its caption. */
  readonly stills: ReadonlyMap<FigureId, string>;
  readonly encodePng: EncodePng;
  /** A file beside the lesson; null if it is missing, or not a picture. */
  readonly readPicture: (path: string) => Picture | null;
}

/**
 * A lesson as a Jupyter notebook. The same lesson gives the same notebook.
 * @returns a notebook of its twins' Python, or of its TypeScript for the Deno kernel.
 */
export function exportNotebook(lesson: Lesson, options: ExportOptions): Notebook {
  const { language, denoLibrary, stills } = options;
  const ids = createCellIds();
  const pieces = lessonPieces(lesson, {
    language,
    denoLibrary,
    words: notebookWords(lesson.lang),
    isPictured: ({ id }) => stills.has(id),
  });
  return {
    cells: pieces.map((piece) => notebookCell(piece, ids(piece.name), options)),
    metadata: {
      ...LANGUAGES[language],
      colab: { name: `${lesson.slug}.ipynb`, toc_visible: true },
      lectern: lessonMetadata(lesson, language),
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

const LANGUAGES = {
  python: {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python", file_extension: ".py", mimetype: "text/x-python" },
  },
  typescript: {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/x.typescript" },
  },
} as const;

function lessonMetadata(lesson: Lesson, language: NotebookLanguage): LessonMetadata {
  const { lecture, lang, datasets, colab, macros, numberSections } = lesson;
  const files = lesson.files.filter(({ path }) => !isMade(path));
  return {
    version: 1,
    language,
    lecture,
    lang,
    datasets: datasets.map(String),
    ...(files.length === 0 ? {} : { files: files.map(({ path }) => path) }),
    colab,
    ...(Object.keys(macros).length === 0 ? {} : { macros }),
    ...(numberSections ? { numberSections } : {}),
  };
}

function notebookCell(piece: NotebookPiece, id: string, options: ExportOptions): NotebookCell {
  const { type, source } = piece;
  const metadata = cellMetadata(piece);
  if (type === "code") {
    return {
      cell_type: "code",
      id,
      metadata,
      source: sourceLines(source),
      outputs: piece.recorded === undefined ? [] : notebookOutputs(piece.recorded, options.encodePng),
      execution_count: null,
    };
  }
  const attachments = attachmentsOf(piece, options);
  return {
    cell_type: "markdown",
    id,
    metadata,
    source: sourceLines(source),
    ...(Object.keys(attachments).length > 0 ? { attachments } : {}),
  };
}

function cellMetadata({ metadata, isFolded }: NotebookPiece): NotebookCellMetadata {
  const isPlain = metadata.type === "prose" && metadata.open === undefined && metadata.close === undefined;
  return {
    ...(isPlain ? {} : { lectern: metadata }),
    ...(isFolded ? { jupyter: { source_hidden: true as const }, cellView: "form" as const } : {}),
  };
}

function attachmentsOf(
  { attachments, figures }: NotebookPiece,
  { stills, readPicture }: ExportOptions,
): Attachments {
  const pictures = attachments.flatMap(({ name, path }) => {
    const picture = readPicture(path);
    return picture === null ? [] : [[name, { [picture.mediaType]: picture.base64 }] as const];
  });
  return Object.fromEntries([...pictures, ...figures.flatMap((figure) => stillOf(figure, stills))]);
}

function stillOf(figure: FigureUse, stills: ReadonlyMap<FigureId, string>) {
  const still = stills.get(figure.id);
  return still === undefined ? [] : [[figurePicture(figure), { "image/png": still }] as const];
}
