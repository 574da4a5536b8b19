import type { Token } from "marked";
import { escapeHtml } from "../html/escape-html.ts";
import type { Block, Heading } from "../lesson.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { lexInline } from "../markdown/lex.ts";
import { descendants } from "../markdown/offsets.ts";
import { namedAnchor } from "../passages/portable-token.ts";
import type { BlockContext } from "./block-context.ts";

/** Pandoc's `::: {#refs}`, where the list of references goes. */
export function isReferenceList(token: Token): token is DivToken {
  return isDiv(token) && token.attributes.id === "refs";
}

type ProseBlock = Extract<Block, { type: "prose" }>;

/** The list of references. */
export function referencesBlock(line: number, { renderer, works }: BlockContext): ProseBlock {
  const rendered = works.map(({ id, authors, year, markdown, citedAt }) => ({
    id,
    name: `${authors} ${year}`,
    tokens: lexInline(markdown),
    citedAt,
  }));
  const items = works.map(({ id, markdown }) => `- ${namedAnchor(id)}${markdown}`);
  return {
    type: "prose",
    line,
    html: renderer.references(rendered),
    passages: [{ heading: null, markdown: items.join("\n"), attachments: [] }],
    footnotes: false,
  };
}

/** The list at the end of a lesson that cites works and has no place for it, with the heading that it gets. */
export function closingReferences(
  tokens: readonly Token[],
  context: BlockContext,
): { readonly heading: Heading; readonly block: Block } | null {
  const { anchors, works, words, source } = context;
  if (works.length === 0 || [...descendants(tokens)].some(isReferenceList)) return null;
  const id = anchors.fresh(words.references);
  const list = referencesBlock(source.line(source.text.length), context);
  const title = escapeHtml(words.references);
  const [passage] = list.passages;
  const markdown = `## ${words.references} ${namedAnchor(id)}\n\n${passage?.markdown ?? ""}`;
  return {
    heading: { id, level: 2, html: title, text: words.references },
    block: {
      ...list,
      html: `<h2 id="${id}">${title}</h2>\n${list.html}`,
      passages: [{ heading: id, markdown, attachments: [] }],
    },
  };
}
