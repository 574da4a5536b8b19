import { Marked, type Token, type Tokens } from "marked";
import { type LessonContext, placeOf } from "../context.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { readFence } from "../markdown/fence.ts";
import { type Footnote, footnoteList, footnoteMark } from "../markdown/footnotes.ts";
import { IMAGE_ATTRIBUTES, imageAttributes } from "../markdown/image-syntax.ts";
import { isMath } from "../markdown/math-syntax.ts";
import { escapeHtml, highlight } from "./highlight.ts";
import { nestingDepth } from "./html-tags.ts";
import { labelTokens } from "./label.ts";
import { finishLinks } from "./link-address.ts";
import { typeset } from "./typeset.ts";

/** Tokens into HTML that is safe to show. */
export interface Renderer {
  readonly blocks: (tokens: readonly Token[]) => string;
  readonly inline: (tokens: readonly Token[]) => string;
  /** Inline tokens without links, as they may stand inside another link. */
  readonly label: (tokens: readonly Token[]) => string;
  readonly footnotes: (footnotes: readonly Footnote[]) => string;
}

export function createRenderer(context: LessonContext): Renderer {
  const { marked, parser } = configure(context);
  const finish = (html: string, tokens: readonly Token[]): string =>
    context.slots.fill(finishLinks(sanitizeShallow(html, tokens, context), context.anchors));
  const footnotes = (items: readonly Footnote[]): string =>
    footnoteList(items, context, (tokens) => marked.parser([...tokens]));
  return {
    blocks: (tokens) => finish(marked.parser([...tokens]), tokens),
    inline: (tokens) => finish(parser().parseInline([...tokens]), tokens),
    label: (tokens) => finish(parser().parseInline(labelTokens(tokens)), tokens),
    footnotes: (items) =>
      finish(
        footnotes(items),
        items.flatMap(({ content }) => content),
      ),
  };
}

/** The sanitiser walks into every element, and overflows its stack where they are nested by the thousand. */
const DEEPEST_HTML = 200;

function sanitizeShallow(html: string, tokens: readonly Token[], context: LessonContext): string {
  if (nestingDepth(html) <= DEEPEST_HTML) return context.sanitize(html);
  const [first] = tokens;
  const message = "HTML elements are nested too deeply: they are shown as text.";
  context.log.report(
    first ? placeOf(context, first) : 0,
    message,
    "Use fewer levels, and close what you open.",
  );
  return `<pre>${escapeHtml(html)}</pre>`;
}

function configure(context: LessonContext) {
  const marked = new Marked();
  // In a picture's description there is only text.
  let inDescription = false;
  const extension = (name: string, render: (token: Tokens.Generic) => string) => ({
    name,
    renderer: (token: Tokens.Generic) => (inDescription ? token.raw : render(token)),
  });
  const math = (token: Tokens.Generic): string => (isMath(token) ? typeset(token, context) : "");
  marked.use({
    extensions: [
      extension("inlineMath", math),
      extension("blockMath", (token) => `${math(token)}\n`),
      extension("footnoteRef", (token) => footnoteMark(token, context)),
      extension("footnote", () => ""),
      extension("footnotes", () => ""),
      extension("imageAttributes", () => ""),
      extension("strayDiv", () => ""),
      extension("tooDeep", ({ raw }) => `<p>${escapeHtml(raw)}</p>\n`),
      extension("div", (token) => {
        const classes = isDiv(token) ? escapeHtml(token.attributes.classes.join(" ")) : "";
        return `<div class="${classes}">\n${marked.parser([...(token.tokens ?? [])])}</div>\n`;
      }),
    ],
    renderer: {
      heading(token) {
        const id = context.slots.id(context.anchors.heading(token));
        return `<h${token.depth} ${id}>${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
      },
      code(token) {
        const { language, source } = readFence(token);
        if (language === "") return false;
        const text = source ? `${highlight(source.replace(/\n$/, ""), language)}\n` : "";
        return `<pre><code class="language-${escapeHtml(language)}">${text}</code></pre>\n`;
      },
      checkbox: ({ checked }) =>
        context.slots.element(`<input type="checkbox" disabled${checked ? " checked" : ""}> `),
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
  return { marked, parser: () => new marked.Parser(marked.defaults) };
}

/** What stands in braces behind a picture. */
function sizeAttributes(token: Tokens.Image): string {
  const { classes, values } = imageAttributes(token);
  const written = IMAGE_ATTRIBUTES.flatMap((key) => {
    const value = values.get(key)?.value;
    return value === undefined ? [] : [[key, value.replace(/px$/, "")] as const];
  });
  const all = classes.length > 0 ? [...written, ["class", classes.join(" ")] as const] : written;
  return all.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join("");
}
