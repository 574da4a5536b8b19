/** A line of colons that opens or closes one of Pandoc's fenced divs. */
export type DivLine = DivOpening | { readonly type: "closing" };

export interface DivOpening {
  readonly type: "opening";
  /** `{…}`, or a single class instead of it. */
  readonly attributes: string;
  /** The index in the line at which the attributes begin. */
  readonly offset: number;
}

/** Parses a line such as `::: {.figure name="x"}`, `::: note` or `:::`; null for any other. */
export function parseDivLine(line: string): DivLine | null {
  const [, fence, rest] = /^( {0,3}:{3,}[ \t]*)(.*)$/.exec(line) ?? [];
  if (fence === undefined || rest === undefined) return null;
  const attributes = rest.replace(/[ \t]*:*[ \t]*$/, "");
  if (attributes === "") return { type: "closing" };
  if (!/^(?:\{.*\}|[^\s{}:]+)$/.test(attributes)) return null;
  return { type: "opening", attributes, offset: fence.length };
}

export interface DivExtent {
  /** Where the contents begin and end. */
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Where the div ends, after its closing line. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * The extent of the div whose opening line is at the start of `source`.
 * Divs nest by depth; colons in a code fence, a comment or a list item do not count.
 */
export function divExtent(source: string): DivExtent {
  const contentStart = lineEnd(source, 0);
  const skip = new LineSkipper();
  let depth = 1;
  for (let start = contentStart; start < source.length; start = lineEnd(source, start)) {
    const end = lineEnd(source, start);
    const line = source.slice(start, end).replace(/\n$/, "");
    if (skip.passes(line)) continue;
    const found = parseDivLine(line);
    if (found) depth += found.type === "opening" ? 1 : -1;
    if (depth === 0) return { contentStart, contentEnd: start, end, closed: true };
  }
  return { contentStart, contentEnd: source.length, end: source.length, closed: false };
}

function lineEnd(source: string, start: number): number {
  const feed = source.indexOf("\n", start);
  return feed === -1 ? source.length : feed + 1;
}

/** Recognises, line by line, the text of fences, comments and list items. */
class LineSkipper {
  #fence: { readonly close: RegExp; readonly indent: number; readonly quoted: boolean } | null = null;
  #inComment = false;
  /** The indent of the text in the list item of the previous line; 0 outside lists. */
  #listIndent = 0;

  /** Whether colons in the line do not belong to the div. */
  passes(line: string): boolean {
    if (this.#inFence(line)) return true;
    if (this.#inComment || /^ {0,3}<!--/.test(line)) {
      this.#inComment = !line.includes("-->");
      return true;
    }
    this.#enterList(line);
    this.#enterFence(line);
    return this.#fence !== null || this.#isInList(line);
  }

  #inFence(line: string): boolean {
    if (!this.#fence) return false;
    const { close, indent, quoted } = this.#fence;
    const left = line.trim() !== "" && (indentOf(line) < indent || (quoted && !/^\s*>/.test(line)));
    if (left || close.test(line)) this.#fence = null;
    return !left;
  }

  #enterList(line: string): void {
    const [, marker] = /^(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+)\S/.exec(line) ?? [];
    if (marker !== undefined && (indentOf(line) < 4 || this.#listIndent > 0))
      this.#listIndent = marker.length;
    else if (line.trim() !== "" && indentOf(line) < this.#listIndent) this.#listIndent = 0;
  }

  #isInList(line: string): boolean {
    return this.#listIndent > 0 && indentOf(line) >= this.#listIndent;
  }

  #enterFence(line: string): void {
    const [, before, ticks, info] =
      /^((?:\s|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (before === undefined || ticks === undefined) return;
    if (ticks.startsWith("`") && info?.includes("`")) return;
    const inList = this.#isInList(line) || /[-*+\d]/.test(before);
    if (!inList && !before.includes(">") && before.length > 3) return;
    this.#fence = {
      close: new RegExp(`^[\\s>]*${ticks[0]}{${ticks.length},}\\s*$`),
      indent: inList ? this.#listIndent : 0,
      quoted: before.includes(">"),
    };
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
