/** What a display formula says of its numbers. */
export interface EquationRows {
  readonly rows: readonly EquationRow[];
  /** `\ref{…}` and `\eqref{…}`. */
  readonly references: readonly EquationReference[];
  /** The ends of the names of an environment that numbers rows by itself, where a `*` stops it from doing so. */
  readonly stars: readonly number[];
}

export interface EquationRow {
  readonly labels: readonly EquationLabel[];
  /** The text of the author's own `\tag`, or null. */
  readonly tag: string | null;
  readonly isNumbered: boolean;
  /** Where a tag can be inserted. */
  readonly end: number;
}

export interface EquationLabel {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface EquationReference extends EquationLabel {
  readonly isInParentheses: boolean;
}

/** A command that matters here, another one, a brace, or a comment. */
const COMMAND =
  /\\(begin|end)\s*\{([A-Za-z]+\*?)\}|\\(label|ref|eqref|tag\*?|nonumber|notag)(?![A-Za-z])(?:\s*\{([^{}]*)\})?|\\\\|\\[\s\S]|%[^\n]*|[{}]/g;
/** The environments of KaTeX that give each row a number. */
const NUMBERING = /^\s*\\begin\s*\{(equation|align|alignat|gather)\}/;

/** @param hasId whether the formula as a whole has an id, and so a single number. */
export function equationRows(tex: string, hasId: boolean): EquationRows {
  const environment = NUMBERING.exec(tex)?.[1] ?? null;
  const scan = scanRows(tex, environment);
  const { references } = scan;
  const stars = scan.names.filter(({ name }) => name === environment).map(({ end }) => end - 1);
  if (environment !== null && !hasId) {
    const rows = scan.rows.map((row) => ({ ...row, isNumbered: !row.isSilent && row.tag === null }));
    return { rows, references, stars };
  }
  const labels = scan.rows.flatMap((row) => row.labels);
  const tag = scan.rows.map((row) => row.tag).find((each) => each !== null) ?? null;
  const isNumbered = tag === null && (hasId || labels.length > 0);
  const end = tex.trimEnd().length;
  return { rows: [{ labels, tag, isNumbered, end }], references, stars };
}

interface ScannedRow {
  labels: EquationLabel[];
  tag: string | null;
  /** `\nonumber` or `\notag`. */
  isSilent: boolean;
  end: number;
}

interface ScannedRows {
  readonly rows: readonly ScannedRow[];
  readonly references: readonly EquationReference[];
  /** The names of all environments. */
  readonly names: readonly { readonly name: string; readonly end: number }[];
}

function scanRows(tex: string, environment: string | null): ScannedRows {
  const scanner = new RowScanner(tex, environment);
  for (const match of tex.matchAll(COMMAND)) scanner.add(match);
  return scanner.finish();
}

/** Collects the rows of a formula from its commands and braces. */
class RowScanner {
  readonly #tex: string;
  /** The environment that numbers rows by itself, if it is one. */
  readonly #environment: string | null;
  readonly #rows: ScannedRow[] = [];
  readonly #references: EquationReference[] = [];
  readonly #names: { name: string; end: number }[] = [];
  #row = emptyRow();
  #rowStart = 0;
  #depth = 0;

  constructor(tex: string, environment: string | null) {
    this.#tex = tex;
    this.#environment = environment;
  }

  add({ 0: found, 1: edge, 2: name, 3: command, 4: argument, index }: RegExpExecArray): void {
    const end = index + found.length;
    if (edge !== undefined && name !== undefined) this.#addEdge(edge === "begin", name, index, end);
    else if (found === "{" || found === "}") this.#depth += found === "{" ? 1 : -1;
    else if (found === "\\\\") this.#addLineBreak(index, end);
    else if (command !== undefined) this.#addCommand(command, argument, { start: index, end });
  }

  #addEdge(isBegin: boolean, name: string, start: number, end: number): void {
    this.#names.push({ name, end });
    if (!isBegin && this.#depth === 1 && name === this.#environment) this.#endRow(start, true);
    this.#depth += isBegin ? 1 : -1;
    if (isBegin && this.#depth === 1) this.#rowStart = end;
  }

  #addLineBreak(start: number, end: number): void {
    if (this.#depth !== 1 || this.#environment === null || this.#environment === "equation") return;
    this.#endRow(start, false);
    this.#rowStart = end;
  }

  #addCommand(
    command: string,
    argument: string | undefined,
    range: { readonly start: number; readonly end: number },
  ): void {
    if (command === "nonumber" || command === "notag") this.#row.isSilent = true;
    else if (command.startsWith("tag")) this.#row.tag = argument ?? "";
    else if (argument === undefined) return;
    else if (command === "label") this.#row.labels.push({ name: argument.trim(), ...range });
    else this.#references.push({ name: argument.trim(), ...range, isInParentheses: command === "eqref" });
  }

  #endRow(end: number, isLast: boolean): void {
    const text = this.#tex.slice(this.#rowStart, end).replace(/%[^\n]*/g, "");
    // KaTeX leaves out an empty row at the end.
    if (!isLast || text.trim() !== "" || this.#rows.length === 0) this.#rows.push({ ...this.#row, end });
    this.#row = emptyRow();
  }

  finish(): ScannedRows {
    const { labels, tag } = this.#row;
    if (labels.length > 0 || tag !== null || this.#rows.length === 0)
      this.#rows.push({ ...this.#row, end: this.#tex.length });
    return { rows: this.#rows, references: this.#references, names: this.#names };
  }
}

function emptyRow(): ScannedRow {
  return { labels: [], tag: null, isSilent: false, end: 0 };
}

/** TeX with changes, and the way back from its offsets to those of the TeX as it was written. */
export interface EditedTex {
  readonly tex: string;
  readonly original: (offset: number) => number;
}

export interface TexEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function editTex(written: string, edits: readonly TexEdit[]): EditedTex {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let tex = "";
  let from = 0;
  /** Where the copied parts begin, in the new TeX and in the old one. */
  const parts: { readonly at: number; readonly from: number }[] = [{ at: 0, from: 0 }];
  for (const { start, end, text } of sorted) {
    tex += written.slice(from, start) + text;
    from = end;
    parts.push({ at: tex.length, from });
  }
  tex += written.slice(from);
  return {
    tex,
    original(offset) {
      const index = parts.findLastIndex(({ at }) => at <= offset);
      const part = parts[index] ?? { at: 0, from: 0 };
      const next = sorted[index]?.start ?? written.length;
      return Math.min(part.from + offset - part.at, next);
    },
  };
}
