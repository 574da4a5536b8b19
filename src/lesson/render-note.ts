import type { Token } from "marked";
import { escapeHtml } from "./html/escape-html.ts";
import { NO_MACROS } from "./html/macros.ts";
import { NO_NUMBERING } from "./html/numbering.ts";
import { createRenderer } from "./html/render.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import { footnotesIn } from "./markdown/footnotes.ts";
import { lexMarkdown } from "./markdown/lex.ts";
import { tokenOffsets } from "./markdown/offsets.ts";
import { createProblemLog } from "./problem-log.ts";
import { referenceWords } from "./reference-words.ts";
import { sourceText } from "./source-text.ts";

/** Longer notes are shown as they were written. */
const LONGEST = 50_000;
/** The highest level of a heading in a note, which is below those of the lesson's sections. */
const HIGHEST_HEADING = 3;

/**
 * A reader's note, in the Markdown of lessons, as HTML that is safe to show. Never throws.
 * @param lang the language of its names as a BCP 47 tag.
 * Ids in it are those of the note alone: prefix them before it becomes a part of the page.
 */
export function renderNote(markdown: string, lang: string, sanitize: Sanitize): string {
  if (markdown.length > LONGEST) return asWritten(markdown);
  try {
    return render(markdown, lang, sanitize);
  } catch {
    // It is nested too deeply.
    return asWritten(markdown);
  }
}

function render(markdown: string, lang: string, sanitize: Sanitize): string {
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
    macros: () => NO_MACROS,
    numbering: NO_NUMBERING,
    words: referenceWords(lang),
    beside: null,
  });
  const footnotes = footnotesIn(tokens);
  const list = footnotes.length === 0 ? "" : renderer.footnotes(footnotes);
  return renderer.blocks(withLevels(tokens)) + list;
}

/** The headings with consecutive levels, whichever level the reader began with. */
function withLevels(tokens: readonly Token[]): Token[] {
  const depths = tokens.flatMap((token) => (token.type === "heading" ? [Number(token["depth"])] : []));
  const lowered = HIGHEST_HEADING - Math.min(...depths);
  return tokens.map((token) =>
    token.type === "heading" ? { ...token, depth: Math.min(6, Number(token["depth"]) + lowered) } : token,
  );
}

function asWritten(markdown: string): string {
  return `<pre>${escapeHtml(markdown)}</pre>`;
}
