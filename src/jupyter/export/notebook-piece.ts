import type { Attachment, FigureUse, Passage } from "../../lesson/lesson.ts";
import type { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import type { CellMetadata } from "../lectern-metadata.ts";

/** A cell of a notebook in the making. */
export interface NotebookPiece {
  readonly type: "markdown" | "code";
  readonly source: string;
  readonly attachments: readonly Attachment[];
  /** The figures that it shows as pictures. */
  readonly figures: readonly FigureUse[];
  readonly metadata: CellMetadata;
  /** What the cell's id is made of; null for text after another cell. */
  readonly name: string | null;
  /** Whether its code is folded. */
  readonly isFolded: boolean;
  /** What was recorded of the cell. */
  readonly recorded?: RecordedOutputs;
}

/** A cell of Markdown. */
export function markdownPiece(
  metadata: CellMetadata,
  passage: Passage,
  more: Partial<NotebookPiece> = {},
): NotebookPiece {
  const { markdown, attachments, heading } = passage;
  const parts = { figures: [], name: heading, isFolded: false, ...more };
  return { type: "markdown", source: markdown, attachments, metadata, ...parts };
}

/** A cell of code. */
export function codePiece(
  metadata: CellMetadata,
  source: string,
  name: string,
  isFolded = false,
): NotebookPiece {
  return { type: "code", source, attachments: [], figures: [], metadata, name, isFolded };
}

/** A text without pictures. */
export function textPassage(markdown: string): Passage {
  return { heading: null, markdown, attachments: [] };
}

/** Joins text that follows text without a heading into one cell. */
export function joinProse(pieces: readonly NotebookPiece[]): NotebookPiece[] {
  const joined: NotebookPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && canJoin(last, piece)) joined[joined.length - 1] = join(last, piece);
    else joined.push(piece);
  }
  return joined;
}

function canJoin({ metadata: before }: NotebookPiece, { metadata, name }: NotebookPiece): boolean {
  const isText = before.type === "prose" || before.type === "exercise";
  const isOpen = before.close === undefined && metadata.open === undefined;
  return isText && isOpen && metadata.type === "prose" && name === null;
}

function join(
  before: NotebookPiece,
  { source, attachments, figures, metadata }: NotebookPiece,
): NotebookPiece {
  const close = metadata.close !== undefined ? { close: metadata.close } : {};
  return {
    ...before,
    source: `${before.source}\n\n${source}`,
    attachments: [...before.attachments, ...attachments],
    figures: [...before.figures, ...figures],
    metadata: { ...before.metadata, ...close },
  };
}

/** Pieces inside a div that opens before the first and closes after the last. */
export function insideDiv(line: string, pieces: readonly NotebookPiece[]): NotebookPiece[] {
  const [first, ...rest] = pieces;
  if (!first) return [];
  const opened = withDivs(first, [line], 0);
  const last = rest.at(-1);
  return last === undefined
    ? [withDivs(opened, [], 1)]
    : [opened, ...rest.slice(0, -1), withDivs(last, [], 1)];
}

function withDivs(piece: NotebookPiece, lines: readonly string[], closing: number): NotebookPiece {
  const { metadata } = piece;
  const open = [...lines, ...(metadata.open ?? [])];
  const close = (metadata.close ?? 0) + closing;
  const divs = { ...(open.length > 0 ? { open } : {}), ...(close > 0 ? { close } : {}) };
  return { ...piece, metadata: { ...metadata, ...divs } };
}
