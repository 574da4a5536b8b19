import { decodeHTMLStrict } from "entities";
import { Marked, type Token, type Tokens } from "marked";
import { isDiv } from "../markdown/div-syntax.ts";
import { readFence } from "../markdown/fence.ts";
import type { Footnote } from "../markdown/footnotes.ts";
import { IMAGE_ATTRIBUTES, imageAttributes } from "../markdown/image-syntax.ts";
import { formulasIn, isMath } from "../markdown/math-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import { finishLinks } from "./finish-links.ts";
import { highlight } from "./highlight.ts";
import { nestingDepth, textRanges } from "./html-tags.ts";
import { labelTokens } from "./label-tokens.ts";
import { createPlaceholders, type Placeholders } from "./placeholders.ts";
import type { RenderContext } from "./render-context.ts";
import { footnoteList, footnoteMark } from "./render-footnotes.ts";
import { createTypesetter, type Typeset } from "./typeset.ts";

/** Renders tokens to HTML that is safe to show. */
export interface Renderer {
  readonly blocks: (tokens: readonly Token[]) => string;
  readonly inline: (tokens: readonly Token[]) => string;
  /** Inline tokens without links, for use inside another link. */
  readonly label: (tokens: readonly Token[]) => string;
  readonly footnotes: (footnotes: readonly Footnote[]) => string;
}

export function createRenderer(context: RenderContext): Renderer {
  const placeholders = createPlaceholders();
  const marked = configure(context, placeholders);
  const destinations = { resolve: context.anchors.resolve, beside: context.beside };
  const finish = (html: string, tokens: readonly Token[]): string =>
    placeholders.fill(finishLinks(sanitizeShallow(html, tokens, context), destinations));
  const blocks = (tokens: readonly Token[]): string => marked.parser([...tokens]);
  const inline = (tokens: readonly Token[]): string =>
    new marked.Parser(marked.defaults).parseInline([...tokens]);
  return {
    blocks: (tokens) => finish(blocks(tokens), tokens),
    inline: (tokens) => finish(inline(tokens), tokens),
    label: (tokens) => finish(inline(labelTokens(tokens)), tokens),
    footnotes: (items) =>
      finish(
        footnoteList(items, placeholders, blocks),
        items.flatMap(({ content }) => content),
      ),
  };
}

/** The sanitiser recurses into every element, and thousands of nested ones overflow its stack. */
const DEEPEST_HTML = 200;

function sanitizeShallow(html: string, [first]: readonly Token[], context: RenderContext): string {
  if (nestingDepth(html) <= DEEPEST_HTML) return context.sanitize(html);
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
  const marked = new Marked();
  const typeset = createTypesetter(context, placeholders);
  const { offsets } = context;
  const math = (token: Tokens.Generic): string => {
    if (!isMath(token)) return "";
    return typeset(
      token,
      (index) => offsets.within(token, index),
      token.type === "blockMath" ? "div" : "span",
    );
  };
  // A picture's description is an attribute, so it is rendered as plain text.
  let inDescription = false;
  const extension = (name: string, render: (token: Tokens.Generic) => string) => ({
    name,
    renderer: (token: Tokens.Generic) => (inDescription ? token.raw : render(token)),
  });
  marked.use({
    extensions: [
      extension("inlineMath", math),
      extension("blockMath", (token) => `${math(token)}\n`),
      extension("footnoteRef", (token) => footnoteMark(token, placeholders)),
      ...["footnote", "footnotes", "imageAttributes", "strayDiv"].map((name) => extension(name, () => "")),
      extension("tooDeep", ({ raw }) => `<p>${escapeHtml(raw)}</p>\n`),
      extension("div", (token) => renderDiv(token, marked)),
    ],
    renderer: {
      heading(token) {
        const id = placeholders.id(context.anchors.heading(token));
        return `<h${token.depth} ${id}>${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
      },
      code: renderCode,
      html: (token) => typesetHtml(token.text, (index) => offsets.within(token, index), typeset),
      checkbox: ({ checked }) =>
        placeholders.element(`<input type="checkbox" disabled${checked ? " checked" : ""}> `),
      image(token) {
        if (inDescription) return false;
        inDescription = true;
        try {
          return this.image(token).replace(/>$/, `${sizeAttributes(token)}>`);
        } finally {
          inDescription = false;
        }
      },
    },
  });
  return marked;
}

/** Typesets the formulas in the text of raw HTML, such as `<td>$x$</td>`. */
function typesetHtml(html: string, offsetOf: (index: number) => number, typeset: Typeset): string {
  let result = "";
  let from = 0;
  for (const range of textRanges(html)) {
    for (const { start, formula } of formulasIn(html.slice(range.start, range.end))) {
      const index = range.start + start;
      const decoded = { ...formula, tex: decodeHTMLStrict(formula.tex) };
      result += html.slice(from, index) + typeset(decoded, (inside) => offsetOf(index + inside), "span");
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
function renderCode(token: Tokens.Code): string | false {
  const { language, source } = readFence(token);
  if (language === "") return false;
  const text = source ? `${highlight(source.replace(/\n$/, ""), language)}\n` : "";
  return `<pre><code class="language-${escapeHtml(language)}">${text}</code></pre>\n`;
}

/** The attributes in braces after a picture. */
function sizeAttributes(token: Tokens.Image): string {
  const { classes, values } = imageAttributes(token);
  const written = IMAGE_ATTRIBUTES.flatMap((key) => {
    const value = values.get(key)?.value;
    return value === undefined ? [] : [[key, value.replace(/px$/, "")] as const];
  });
  const all = classes.length > 0 ? [...written, ["class", classes.join(" ")] as const] : written;
  return all.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join("");
}
