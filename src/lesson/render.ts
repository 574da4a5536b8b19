import { Marked, type Token, type Tokens } from "marked";
import { type LessonContext, placeOf } from "./context.ts";
import { isDiv } from "./div-syntax.ts";
import { readFence } from "./fence.ts";
import { type Footnote, footnoteList, footnoteMark } from "./footnotes.ts";
import { escapeHtml, highlight } from "./highlight.ts";
import { nestingDepth } from "./html-tags.ts";
import { linkTarget } from "./link-target.ts";
import { isMath } from "./math-syntax.ts";
import { typeset } from "./typeset.ts";

/** Tokens into HTML that is safe to show. */
export interface Renderer {
  readonly blocks: (tokens: readonly Token[]) => string;
  readonly inline: (tokens: readonly Token[]) => string;
  readonly footnotes: (footnotes: readonly Footnote[]) => string;
}

export function createRenderer(context: LessonContext): Renderer {
  const { marked, parser } = configure(context);
  const finish = (html: string, tokens: readonly Token[]): string =>
    linkRelations(context.slots.fill(sanitizeShallow(html, tokens, context)));
  const footnotes = (items: readonly Footnote[]): string =>
    footnoteList(items, context, (tokens) => marked.parser([...tokens]));
  return {
    blocks: (tokens) => finish(marked.parser([...tokens]), tokens),
    inline: (tokens) => finish(parser().parseInline([...tokens]), tokens),
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
      link(token) {
        const href = pageAddress(token.href, context);
        if (href === token.href) return false;
        return this.link({ ...token, href });
      },
      image(token) {
        if (inDescription) return false;
        inDescription = true;
        try {
          return this.image(token);
        } finally {
          inDescription = false;
        }
      },
    },
  });
  return { marked, parser: () => new marked.Parser(marked.defaults) };
}

/** A link's address on the page: anchors by their ids there, other lessons by their pages. */
function pageAddress(href: string, context: LessonContext): string {
  const target = linkTarget(href);
  if (target.type === "anchor") {
    const id = context.anchors.resolve(target.fragment);
    return id === null || id === target.fragment ? href : `#${id}`;
  }
  if (target.type !== "lesson") return href;
  const fragment = target.fragment === "" ? "" : `#${target.fragment}`;
  return `../${target.path.replace(/\.md$/, "")}/${fragment}`;
}

const ANCHOR = /<a((?:\s[^\s="'<>/]+(?:="[^"]*")?)*)>/g;

/** Links that leave the site neither hand over the page nor say where they come from. */
function linkRelations(html: string): string {
  return html.replace(ANCHOR, (whole, attributes: string) =>
    /\shref="(?:https?:|\/\/)/i.test(attributes) ? `<a${attributes} rel="noopener noreferrer">` : whole,
  );
}
