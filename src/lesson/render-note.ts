import type { Token } from "marked";
import { escapeHtml } from "./html/escape-html.ts";
import { createRenderer } from "./html/render.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import { footnotesIn } from "./markdown/footnotes.ts";
import { lexMarkdown } from "./markdown/lex.ts";
import { tokenOffsets } from "./markdown/offsets.ts";
import { createProblemLog } from "./problem-log.ts";
import { sourceText } from "./source-text.ts";

/** Longer notes are shown as they were written. */
const LONGEST = 50_000;
/** A note stands below the lesson's headings of level 2. */
const HEADINGS_BELOW = 2;

/**
 * A student's note, in the Markdown of lessons, as HTML that is safe to show. Never throws.
 * Ids in it are those of the note alone: prefix them before it becomes a part of the page.
 */
export function renderNote(markdown: string, sanitize: Sanitize): string {
  if (markdown.length > LONGEST) return asWritten(markdown);
  try {
    return render(markdown, sanitize);
  } catch {
    // It is nested too deeply.
    return asWritten(markdown);
  }
}

function render(markdown: string, sanitize: Sanitize): string {
  const source = sourceText("note", markdown);
  const { tokens } = lexMarkdown(source.text);
  let headings = 0;
  const heading = (): string => {
    headings += 1;
    return `heading-${headings}`;
  };
  const renderer = createRenderer({
    offsets: tokenOffsets(tokens, source.text, 0),
    log: createProblemLog(source),
    sanitize,
    anchors: { heading, resolve: () => null },
    beside: null,
  });
  const footnotes = footnotesIn(tokens);
  const list = footnotes.length === 0 ? "" : renderer.footnotes(footnotes);
  return renderer.blocks(tokens.map(lowered)) + list;
}

function lowered(token: Token): Token {
  return token.type === "heading" ? { ...token, depth: Math.min(6, token["depth"] + HEADINGS_BELOW) } : token;
}

function asWritten(markdown: string): string {
  return `<pre>${escapeHtml(markdown)}</pre>`;
}
