import { Marked, type Token } from "marked";
import markedFootnote from "marked-footnote";
import { alertSyntax } from "./alert-syntax.ts";
import { divSyntax } from "./div-syntax.ts";
import { headingSyntax } from "./heading-syntax.ts";
import { imageSyntax } from "./image-syntax.ts";
import { mathSyntax } from "./math-syntax.ts";
import { nestingCap } from "./nesting.ts";

export interface Lexed {
  readonly tokens: readonly Token[];
  /** Text in which emphasis or links are nested too deeply to be read as such. */
  readonly tooDeep: readonly string[];
}

/**
 * Markdown into the tokens of `marked`: CommonMark, GitHub's extensions, footnotes, formulas, divs.
 * @throws RangeError where it is nested more deeply than the caps foresee.
 */
export function lexMarkdown(markdown: string): Lexed {
  const tooDeep: string[] = [];
  const marked = new Marked();
  marked.use(
    nestingCap((text) => tooDeep.push(text)),
    headingSyntax(),
    mathSyntax(),
    imageSyntax(),
    divSyntax(),
    alertSyntax(),
  );
  // The last one used is the first one asked, and this one must see the first block of the lesson.
  marked.use(markedFootnote());
  if (marked.defaults.hooks) marked.defaults.hooks.options = marked.defaults;
  return { tokens: marked.lexer(markdown), tooDeep };
}
