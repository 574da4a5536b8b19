import type { Token } from "marked";
import { nearest } from "../../protocol/nearest.ts";
import { isStatement, kindOfId, prefixOf, STATEMENTS } from "../kinds.ts";
import type { DivLabel } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import { isStatementTitle } from "../markdown/statement-title.ts";
import type { BlockContext } from "./block-context.ts";
import { captionHtml } from "./figure-block.ts";

/** The label of a div, with the tokens that are its contents apart from the label. */
interface LabelledDiv {
  readonly label: DivLabel | null;
  readonly content: readonly Token[];
}

/**
 * Quarto's divs with a number, by their ids: theorems and the like, with a heading or `name="…"` for a title, and
 * figures (`fig-`) and tables (`tbl-`), whose last paragraph is the caption. Also `.proof`.
 */
export function labelledDiv(token: DivToken, context: BlockContext): LabelledDiv {
  const { id, classes } = token.attributes;
  const kind = id === null ? null : kindOfId(id);
  if (classes.includes("proof")) return statement(token, "proof", context.words.proof, context);
  const text = context.numbering.div(token);
  if (text === null) return { label: null, content: token.tokens };
  if (isStatement(kind)) return statement(token, "theorem", text, context);
  return kind === "figure" || kind === "table"
    ? float(token, kind, text, context)
    : { label: null, content: token.tokens };
}

function statement(
  token: DivToken,
  type: "theorem" | "proof",
  text: string,
  { renderer, passages }: BlockContext,
): LabelledDiv {
  const heading = token.tokens.find(isStatementTitle);
  const written = token.attributes.values.get("name")?.value ?? "";
  const title: readonly Token[] =
    heading?.tokens ?? (written === "" ? [] : [{ type: "text", raw: written, text: written }]);
  const label: DivLabel = { type, text, html: renderer.inline(title), markdown: passages.caption(title) };
  return { label, content: token.tokens.filter((one) => one !== heading) };
}

function float(
  token: DivToken,
  type: "figure" | "table",
  text: string,
  { renderer, passages, log, offsets }: BlockContext,
): LabelledDiv {
  const caption = token.tokens.findLast(({ type: one }) => one !== "space");
  if (caption?.type !== "paragraph" || token.tokens.filter(({ type: one }) => one !== "space").length < 2) {
    const remedy = "End the div with a paragraph that says what it shows.";
    log.report(offsets.within(token, token.attributesOffset), `A ${type} without a caption.`, remedy);
    const empty: DivLabel = { type, text, html: "", markdown: passages.caption([]) };
    return { label: empty, content: token.tokens };
  }
  const label: DivLabel = {
    type,
    text,
    html: captionHtml([caption], renderer),
    markdown: passages.caption([caption]),
  };
  return { label, content: token.tokens.filter((one) => one !== caption) };
}

/** Divs that their author meant to have a number, but whose ids have a different prefix. */
export function reportUnlabelled(token: DivToken, { log, offsets }: BlockContext): void {
  const { id, classes } = token.attributes;
  const report = (message: string, remedy: string): void =>
    log.report(offsets.within(token, token.attributesOffset), message, remedy);
  const named = STATEMENTS.find((name) => classes.includes(name));
  if (named !== undefined && (id === null || !isStatement(kindOfId(id)))) {
    const example = `\`::: {#${prefixOf(named)}-name}\``;
    report(`A ${named} gets its number and title by its id.`, `Write ${example}.`);
  }
  const prefix = /^([a-z]{2,4})-./.exec(id ?? "")?.[1];
  if (prefix === undefined || id === null || kindOfId(id) !== null || classes.length > 0) return;
  const near = nearest(prefix, STATEMENT_PREFIXES);
  if (near !== null)
    report(
      `\`${prefix}-\` is not the beginning of an id with a number.`,
      `Did you mean \`#${near}-${id.slice(prefix.length + 1)}\`?`,
    );
}

/** `.theorem` and the like: the id says it, and the class nothing more. */
export function isStatementClass(name: string): boolean {
  return STATEMENTS.some((kind) => kind === name);
}

const STATEMENT_PREFIXES = STATEMENTS.map(prefixOf);
