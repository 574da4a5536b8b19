import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { escapeMarkdown } from "../export/escape-markdown.ts";

/** A part of an output in HTML. */
export type HtmlPart =
  | { readonly type: "text"; readonly text: string }
  /** `head` has a value for each column; rows may be shorter. */
  | {
      readonly type: "table";
      readonly head: readonly string[];
      readonly numbers: readonly boolean[];
      readonly rows: readonly (readonly string[])[];
    };

/** Longer HTML, such as a chart with its library, is not read. */
const LONGEST = 300_000;
/** Elements that are nested deeper than this are not read. */
const DEEPEST = 200;
const MOST_COLUMNS = 100;

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The tables and the visible text of an output in HTML, without anything else of it: no script, address or style. */
export function readHtmlOutput(html: string): readonly HtmlPart[] {
  if (html.length > LONGEST) return [];
  const parts: HtmlPart[] = [];
  let text = "";
  const flush = () => {
    const words = text.replace(/\s+/g, " ").trim();
    if (words !== "") parts.push({ type: "text", text: words });
    text = "";
  };
  const visit = (node: Node, depth: number): void => {
    if (node.nodeName === "#text" && "value" in node) text += node.value;
    if (!isElement(node) || depth > DEEPEST || isHidden(node)) return;
    if (node.tagName === "table") {
      flush();
      parts.push(...readTable(node));
      return;
    }
    const isBlock = !INLINE.has(node.tagName);
    if (isBlock) flush();
    for (const child of node.childNodes) visit(child, depth + 1);
    if (isBlock) flush();
  };
  for (const node of parseFragment(html).childNodes) visit(node, 0);
  flush();
  return parts;
}

/** A table as lessons and notebooks write it, with as many rows as fit into `most` characters; null if its head does not fit. */
export function tableMarkdown(
  { head, numbers, rows }: Extract<HtmlPart, { type: "table" }>,
  most: number,
): { readonly markdown: string; readonly rows: number } | null {
  const line = (cells: readonly string[]) => `| ${head.map((_, index) => cells[index] ?? "").join(" | ")} |`;
  const rule = `| ${numbers.map((isNumber) => (isNumber ? "---:" : "---")).join(" | ")} |`;
  const lines = [line(head.map(escapeText)), rule];
  let length = lines.join("\n").length;
  if (length > most) return null;
  let kept = 0;
  for (const row of rows) {
    const written = line(row.map(escapeText));
    length += written.length + 1;
    if (length > most) break;
    lines.push(written);
    kept += 1;
  }
  return { markdown: lines.join("\n"), rows: kept };
}

/** Text as Markdown of a lesson, where also `@` and `^` mean something, colons can begin a div, and a table has lines. */
export function escapeText(text: string): string {
  return (
    escapeMarkdown(text)
      .replace(/[|@^]/g, "\\$&")
      .replace(/^:::/, "\\$&")
      // Alone in its line, this is an empty item of a list, or a rule.
      .replace(/^(\d*)([-=+]+|[.)])$/, "$1\\$2")
  );
}

const INLINE: ReadonlySet<string> = new Set(
  "a abbr b big code em font i kbd label mark q s samp small span strong sub sup tt u var".split(" "),
);

const NOT_SHOWN: ReadonlySet<string> = new Set(
  "script style template head title noscript iframe object svg math select textarea button".split(" "),
);

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

function isHidden({ tagName, attrs }: Element): boolean {
  return (
    NOT_SHOWN.has(tagName) ||
    attrs.some(
      ({ name, value }) => name === "hidden" || (name === "style" && /display\s*:\s*none/i.test(value)),
    )
  );
}

interface Row {
  readonly cells: readonly string[];
  readonly isHead: boolean;
}

function readTable(table: Element): readonly HtmlPart[] {
  const caption = find(table, "caption");
  const rows = readRows(table);
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...rows.map(({ cells }) => cells.length)));
  if (width === 0) return [];
  const bodyAt = rows.findIndex(({ isHead }) => !isHead);
  const heads = rows.slice(0, bodyAt === -1 ? rows.length : bodyAt).map(({ cells }) => cells);
  const body = rows.slice(heads.length).map(({ cells }) => cells.slice(0, width));
  const columns = Array.from({ length: width }, (_, index) => index);
  return [
    ...(caption === undefined ? [] : [{ type: "text", text: textOf(caption, 0) } as const]),
    {
      type: "table",
      head: columns.map((index) => joined(heads.map((cells) => cells[index] ?? ""))),
      numbers: columns.map((index) => areNumbers(body.map((cells) => cells[index] ?? ""))),
      rows: body,
    },
  ];
}

/** The values of several rows of column names, as one: those of pandas have a row for each level. */
function joined(names: readonly string[]): string {
  return [...new Set(names)].filter((name) => name !== "").join(" ");
}

function areNumbers(values: readonly string[]): boolean {
  const given = values.filter((value) => value !== "");
  return (
    given.length > 0 &&
    given.every((value) => /^[-+−]?[\d.,\s]*\d[\d.,]*(?:e[-+]?\d+)?%?$|^NaN$/i.test(value))
  );
}

/** Rows with a value for each column: what spans several is repeated in the head, and else followed by empty ones. */
function readRows(table: Element): readonly Row[] {
  /** How many further rows the cells of earlier rows cover, by column. */
  let covered: readonly number[] = [];
  return elementsOf(table, "tr").map((row) => {
    const cells: string[] = [];
    const given = row.childNodes.filter(isElement).filter(({ tagName }) => /^t[dh]$/.test(tagName));
    const isHead = given.every(({ tagName }) => tagName === "th") && isInHead(row);
    const next = covered.map((count) => Math.max(0, count - 1));
    const fill = () => {
      while ((covered[cells.length] ?? 0) > 0 && cells.length < MOST_COLUMNS) cells.push("");
    };
    for (const cell of given) {
      fill();
      const text = textOf(cell, 0);
      const rows = spanOf(cell, "rowspan");
      for (let column = 0; column < spanOf(cell, "colspan") && cells.length < MOST_COLUMNS; column += 1) {
        next[cells.length] = Math.max(next[cells.length] ?? 0, rows - 1);
        cells.push(column === 0 || isHead ? text : "");
      }
    }
    fill();
    covered = next;
    return { cells, isHead };
  });
}

/** In the head of the table, or in a table that has no part for it. */
function isInHead({ parentNode }: Element): boolean {
  const parent = parentNode !== null && "tagName" in parentNode ? parentNode : null;
  return parent?.tagName === "thead" || !(parent?.parentNode?.childNodes ?? []).some(isThead);
}

function isThead(node: Node): boolean {
  return isElement(node) && node.tagName === "thead";
}

function spanOf({ attrs }: Element, name: "rowspan" | "colspan"): number {
  const value = Number(attrs.find((attribute) => attribute.name === name)?.value ?? 1);
  return Number.isInteger(value) ? Math.min(MOST_COLUMNS, Math.max(1, value)) : 1;
}

/** The elements of a name in a table, but not in tables within it. */
function elementsOf(table: Element, name: string): readonly Element[] {
  return table.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === name) return [child];
    return /^t(?:head|body|foot)$/.test(child.tagName) ? elementsOf(child, name) : [];
  });
}

function find(table: Element, name: string): Element | undefined {
  return table.childNodes.filter(isElement).find(({ tagName }) => tagName === name);
}

function textOf(node: Node, depth: number): string {
  return rawText(node, depth).replace(/\s+/g, " ").trim();
}

function rawText(node: Node, depth: number): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  if (!isElement(node) || depth > DEEPEST || isHidden(node)) return "";
  const text = node.childNodes.map((child) => rawText(child, depth + 1)).join("");
  return INLINE.has(node.tagName) ? text : ` ${text} `;
}
