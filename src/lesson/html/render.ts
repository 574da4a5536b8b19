import { decodeHTMLStrict } from "entities";
import { Marked, type Token, type Tokens } from "marked";
import { isDiv } from "../markdown/div-syntax.ts";
import { readFence } from "../markdown/fence.ts";
import type { Footnote } from "../markdown/footnotes.ts";
import { IMAGE_ATTRIBUTES, imageAttributes, soleImage } from "../markdown/image-syntax.ts";
import { formulasIn, isMath } from "../markdown/math-syntax.ts";
import { isReference } from "../markdown/reference-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import { finishLinks } from "./finish-links.ts";
import { highlight } from "./highlight.ts";
import { nestingDepth, textRanges } from "./html-tags.ts";
import { labelTokens } from "./label-tokens.ts";
import { createPlaceholders, type Placeholders } from "./placeholders.ts";
import type { RenderContext } from "./render-context.ts";
import { footnoteList, footnoteMark } from "./render-footnotes.ts";
import { type ReferenceItem, referenceLinks, referenceList } from "./render-references.ts";
import { createTypesetter, type Typeset } from "./typeset.ts";

/** Renders tokens to HTML that is safe to show. */
export interface Renderer {
  readonly blocks: (tokens: readonly Token[]) => string;
  readonly inline: (tokens: readonly Token[]) => string;
  /** Inline tokens without links, for use inside another link. */
  readonly label: (tokens: readonly Token[]) => string;
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

/** The tokens that show nothing where they stand. */
const UNSHOWN = ["footnote", "footnotes", "imageAttributes", "strayDiv"];

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
  const { offsets, numbering } = context;
  const math = (token: Tokens.Generic): string => {
    if (!isMath(token)) return "";
    return typeset(token, (index) => offsets.within(token, index), {
      wrapper: token.type === "blockMath" ? "div" : "span",
      macros: context.macros(token),
      numbered: numbering.equation(token),
    });
  };
  // A picture's description is an attribute, so it is rendered as plain text.
  let inDescription = false;
  // The table inside a figure is rendered as any other.
  let inCaptioned = false;
  const extension = (name: string, render: (token: Tokens.Generic) => string) => ({
    name,
    renderer: (token: Tokens.Generic) => (inDescription ? token.raw : render(token)),
  });
  marked.use({
    extensions: [
      extension("inlineMath", math),
      extension("blockMath", (token) => `${math(token)}\n`),
      extension("footnoteRef", (token) => footnoteMark(token, context.words, placeholders)),
      extension("reference", (token) => (isReference(token) ? referenceLinks(token, placeholders) : "")),
      ...UNSHOWN.map((name) => extension(name, () => "")),
      // The table shows its caption.
      extension("tableCaption", (token) =>
        numbering.captioned(token) === null ? `<p>: ${inlineOf(marked, token.tokens)}</p>\n` : "",
      ),
      extension("statementTitle", (token) => `<p><b>${inlineOf(marked, token.tokens)}</b></p>\n`),
      extension("tooDeep", ({ raw }) => `<p>${escapeHtml(raw)}</p>\n`),
      extension("div", (token) => renderDiv(token, marked)),
    ],
    renderer: {
      heading(token) {
        const id = placeholders.id(context.anchors.heading(token));
        const number = sectionNumber(numbering.section(token));
        return `<h${token.depth} ${id}>${number}${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
      },
      paragraph(token) {
        const image = soleImage(token);
        const captioned = image === null ? null : numbering.captioned(token);
        if (image === null || captioned === null) return false;
        const caption = this.parser.parseInline(image.tokens);
        return figureHtml(captioned, this.image(image), caption, placeholders);
      },
      table(token) {
        const captioned = numbering.captioned(token);
        const caption = numbering.tableCaption(token);
        if (inCaptioned || captioned === null || caption === null) return false;
        inCaptioned = true;
        try {
          const text = this.parser.parseInline(caption.tokens);
          return figureHtml(captioned, this.table(token), text, placeholders, "first");
        } finally {
          inCaptioned = false;
        }
      },
      code: renderCode,
      html: (token) => {
        const options = { wrapper: "span", macros: context.macros(token), numbered: null } as const;
        return typesetHtml(
          token.text,
          (index) => offsets.within(token, index),
          (formula, offsetOf) => typeset(formula, offsetOf, options),
        );
      },
      checkbox: ({ checked }) =>
        placeholders.element(`<input type="checkbox" disabled${checked ? " checked" : ""}> `),
      image(token) {
        if (inDescription) return false;
        inDescription = true;
        try {
          return this.image(withDescription(token)).replace(/>$/, `${sizeAttributes(token)}>`);
        } finally {
          inDescription = false;
        }
      },
    },
  });
  return marked;
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
function renderCode(token: Tokens.Code): string | false {
  const { language, source } = readFence(token);
  if (language === "") return false;
  const text = source ? `${highlight(source.replace(/\n$/, ""), language)}\n` : "";
  return `<pre><code class="language-${escapeHtml(language)}">${text}</code></pre>\n`;
}

/** A picture or table with its number and caption, which stands below a picture and above a table. */
function figureHtml(
  { id, label }: { readonly id: string | null; readonly label: string },
  content: string,
  caption: string,
  placeholders: Placeholders,
  position: "first" | "last" = "last",
): string {
  const anchor = id === null ? "" : ` ${placeholders.id(id)}`;
  const written = `<figcaption><b>${escapeHtml(label)}.</b> ${caption}</figcaption>`;
  const inside = position === "first" ? `${written}\n${content}` : `${content}\n${written}`;
  return `<figure${anchor} class="captioned">\n${inside}\n</figure>\n`;
}

function sectionNumber(number: string | null): string {
  return number === null ? "" : `<span class="section-number">${number}</span> `;
}

/** A picture with the description that its author gave besides its caption: `{fig-alt="…"}`. */
function withDescription(token: Tokens.Image): Tokens.Image {
  const text = imageAttributes(token).values.get("fig-alt")?.value;
  return text === undefined ? token : { ...token, text, tokens: [{ type: "text", raw: text, text }] };
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
