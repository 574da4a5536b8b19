import { decodeHTMLStrict } from "entities";
import { Marked, type RendererObject, type Token, type Tokens } from "marked";
import { isDiv } from "../markdown/div-syntax.ts";
import { readFence } from "../markdown/fence.ts";
import type { Footnote } from "../markdown/footnotes.ts";
import { formulasIn, isMath } from "../markdown/math-syntax.ts";
import { isReference } from "../markdown/reference-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import { finishLinks } from "./finish-links.ts";
import { highlight } from "./highlight.ts";
import { isDeeper, textRanges } from "./html-tags.ts";
import { labelTokens } from "./label-tokens.ts";
import { createPlaceholders, type Placeholders } from "./placeholders.ts";
import { captionedRenderer } from "./render-captioned.ts";
import type { RenderContext } from "./render-context.ts";
import { footnoteList, footnoteMark } from "./render-footnotes.ts";
import { imageRenderer } from "./render-image.ts";
import { type ReferenceItem, referenceLinks, referenceList } from "./render-references.ts";
import { createTypesetter, type Typeset } from "./typeset.ts";

/** Renders tokens to HTML that is safe to show. */
export interface Renderer {
  readonly blocks: (tokens: readonly Token[]) => string;
  readonly inline: (tokens: readonly Token[]) => string;
  /** Inline tokens without links, for use inside another link. */
  readonly label: (tokens: readonly Token[]) => string;
  /** Code, highlighted if its language is known. */
  readonly code: (source: string, language: string) => string;
  readonly footnotes: (footnotes: readonly Footnote[]) => string;
  /** The list of references, whose entries are Markdown. */
  readonly references: (works: readonly RenderedWork[]) => string;
}

/** A work in the list of references. */
interface RenderedWork extends Omit<ReferenceItem, "html"> {
  readonly tokens: readonly Token[];
}

export function createRenderer(context: RenderContext): Renderer {
  const placeholders = createPlaceholders();
  const marked = configure(context, placeholders);
  const destinations = { resolve: context.anchors.resolve, beside: context.beside };
  const finish = (html: string, tokens: readonly Token[]): string =>
    placeholders.fill(finishLinks(sanitizeShallow(html, tokens, context), destinations));
  const blocks = (tokens: readonly Token[]): string => marked.parser([...tokens]);
  const inline = (tokens: readonly Token[]): string => inlineOf(marked, tokens);
  return {
    blocks: (tokens) => finish(blocks(tokens), tokens),
    inline: (tokens) => finish(inline(tokens), tokens),
    label: (tokens) => finish(inline(labelTokens(tokens)), tokens),
    code: (source, language) => (context.sanitize === null ? "" : highlight(source, language)),
    footnotes: (items) =>
      finish(
        footnoteList(items, context.words, placeholders, blocks),
        items.flatMap(({ content }) => content),
      ),
    references: (works) =>
      finish(
        referenceList(
          works.map((work) => ({ ...work, html: inline(work.tokens) })),
          context.words,
          placeholders,
        ),
        [],
      ),
  };
}

function inlineOf(marked: Marked, tokens: readonly Token[] = []): string {
  return new marked.Parser(marked.defaults).parseInline([...tokens]);
}

/** The tokens that show nothing at their position. */
const UNSHOWN = ["footnote", "footnotes", "imageAttributes", "strayDiv"];

/** The sanitiser recurses into every element, and thousands of nested ones overflow its stack. */
const DEEPEST_HTML = 200;

function sanitizeShallow(html: string, [first]: readonly Token[], context: RenderContext): string {
  const { sanitize } = context;
  if (!isDeeper(html, DEEPEST_HTML)) return sanitize === null ? "" : sanitize(html);
  const message = "HTML elements are nested too deeply: they are shown as text.";
  context.log.report(
    first ? context.offsets.of(first) : 0,
    message,
    "Use fewer levels, and close what you open.",
  );
  return `<pre>${escapeHtml(html)}</pre>`;
}

/** `marked` with a renderer for each kind of token that lessons add or change. */
function configure(context: RenderContext, placeholders: Placeholders): Marked {
  const typeset = createTypesetter(context, placeholders);
  const images = imageRenderer();
  const marked = new Marked();
  const tokens = lessonTokens(context, { marked, placeholders, typeset });
  const extensions = Object.entries(tokens).map(([name, render]) => ({
    name,
    renderer: (token: Tokens.Generic) => (images.isInDescription() ? token.raw : render(token)),
  }));
  return marked.use(
    { extensions, renderer: images.renderer },
    { renderer: captionedRenderer(context.numbering, placeholders) },
    { renderer: blockRenderer(context, placeholders, typeset) },
  );
}

interface Rendering {
  readonly marked: Marked;
  readonly placeholders: Placeholders;
  readonly typeset: Typeset;
}

type RenderToken = (token: Tokens.Generic) => string;

/** What renders the tokens that Markdown does not have, by type. */
function lessonTokens(
  context: RenderContext,
  { marked, placeholders, typeset }: Rendering,
): Record<string, RenderToken> {
  const math = mathRenderer(context, typeset);
  return {
    inlineMath: math,
    blockMath: (token) => `${math(token)}\n`,
    footnoteRef: (token) => footnoteMark(token, context.words, placeholders),
    reference: (token) => (isReference(token) ? referenceLinks(token, placeholders) : ""),
    ...Object.fromEntries(UNSHOWN.map((name) => [name, () => ""])),
    // The table shows its caption.
    tableCaption: (token) =>
      context.numbering.captioned(token) === null ? `<p>: ${inlineOf(marked, token.tokens)}</p>\n` : "",
    statementTitle: (token) => `<p><b>${inlineOf(marked, token.tokens)}</b></p>\n`,
    tooDeep: ({ raw }) => `<p>${escapeHtml(raw)}</p>\n`,
    div: (token) => renderDiv(token, marked),
  };
}

function mathRenderer({ offsets, macros, numbering }: RenderContext, typeset: Typeset): RenderToken {
  return (token) => {
    if (!isMath(token)) return "";
    return typeset(token, (index) => offsets.within(token, index), {
      wrapper: token.type === "blockMath" ? "div" : "span",
      macros: macros(token),
      numbered: numbering.equation(token),
    });
  };
}

/** What renders Markdown's own tokens differently. */
function blockRenderer(
  { anchors, numbering, macros, offsets, sanitize }: RenderContext,
  placeholders: Placeholders,
  typeset: Typeset,
): RendererObject {
  return {
    heading(token) {
      const id = placeholders.id(anchors.heading(token));
      const number = sectionNumber(numbering.section(token));
      return `<h${token.depth} ${id}>${number}${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
    },
    code: (token) => renderCode(token, sanitize !== null),
    html: (token) => {
      const options = { wrapper: "span", macros: macros(token), numbered: null } as const;
      return typesetHtml(
        token.text,
        (index) => offsets.within(token, index),
        (formula, offsetOf) => typeset(formula, offsetOf, options),
      );
    },
    checkbox: ({ checked }) =>
      placeholders.element(`<input type="checkbox" disabled${checked ? " checked" : ""}> `),
  };
}

/** Typesets the formulas in the text of raw HTML, such as `<td>$x$</td>`. */
function typesetHtml(
  html: string,
  offsetOf: (index: number) => number,
  typeset: (formula: Parameters<Typeset>[0], offsetOf: Parameters<Typeset>[1]) => string,
): string {
  let result = "";
  let from = 0;
  for (const range of textRanges(html)) {
    for (const { start, formula } of formulasIn(html.slice(range.start, range.end))) {
      const index = range.start + start;
      const decoded = { ...formula, tex: decodeHTMLStrict(formula.tex) };
      result += html.slice(from, index) + typeset(decoded, (inside) => offsetOf(index + inside));
      from = index + formula.raw.length;
    }
  }
  return result + html.slice(from);
}

/** A div inside a list or quote; any other becomes a block. */
function renderDiv(token: Tokens.Generic, marked: Marked): string {
  const classes = isDiv(token) ? escapeHtml(token.attributes.classes.join(" ")) : "";
  return `<div class="${classes}">\n${marked.parser([...(token.tokens ?? [])])}</div>\n`;
}

/** Code inside a list, quote or HTML element; any other becomes a block. */
function renderCode(token: Tokens.Code, isShown: boolean): string | false {
  const { language, source } = readFence(token);
  if (language === "" || !isShown) return false;
  const text = source ? `${highlight(source.replace(/\n$/, ""), language)}\n` : "";
  return `<pre><code class="language-${escapeHtml(language)}">${text}</code></pre>\n`;
}

function sectionNumber(number: string | null): string {
  return number === null ? "" : `<span class="section-number">${number}</span> `;
}
