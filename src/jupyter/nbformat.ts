import type { CellMetadata, LessonMetadata } from "./lectern-metadata.ts";

/** A notebook in Jupyter's format, version 4.5, as Lectern writes it. See nbformat.readthedocs.io. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: NotebookMetadata;
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

interface NotebookMetadata {
  readonly kernelspec: { readonly display_name: string; readonly language: string; readonly name: string };
  readonly language_info: {
    readonly name: string;
    readonly file_extension: string;
    readonly mimetype: string;
  };
  readonly colab: { readonly name: string; readonly toc_visible: true };
  readonly lectern: LessonMetadata;
}

/** `source` is a list of lines, each with its line feed. */
export type NotebookCell =
  | {
      readonly cell_type: "markdown";
      readonly id: string;
      readonly metadata: NotebookCellMetadata;
      readonly source: readonly string[];
      readonly attachments?: Attachments;
    }
  | {
      readonly cell_type: "code";
      readonly id: string;
      readonly metadata: NotebookCellMetadata;
      readonly source: readonly string[];
      readonly outputs: readonly Output[];
      readonly execution_count: null;
    };

export interface NotebookCellMetadata {
  readonly lectern?: CellMetadata;
  /** Folds the code in JupyterLab. */
  readonly jupyter?: { readonly source_hidden: true };
  /** Folds the code in Colab. */
  readonly cellView?: "form";
}

/** Pictures by name: base64 by media type. */
export type Attachments = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout"; readonly text: readonly string[] }
  | {
      readonly output_type: "display_data";
      readonly data: Readonly<Record<string, string | readonly string[] | object>>;
      /** `recorded`: of the lesson's own cell, not of the notebook's. */
      readonly metadata: { readonly lectern?: { readonly recorded: true } };
    };

/** The text of a notebook's file, written as Jupyter does it: keys sorted, indented by a space, a line feed at the end. */
export function writeNotebook(notebook: Notebook): string {
  return `${JSON.stringify(notebook, sortKeys, 1)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A text as the lines of a cell's source. */
export function sourceLines(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
