import { Lexer, Marked, type Token } from "marked";
import markedFootnote from "marked-footnote";
import { alertSyntax } from "./alert-syntax.ts";
import { captionSyntax } from "./caption-syntax.ts";
import { divSyntax } from "./div-syntax.ts";
import { headingSyntax } from "./heading-syntax.ts";
import { imageSyntax } from "./image-syntax.ts";
import { mathSyntax } from "./math-syntax.ts";
import { nestingCap } from "./nesting.ts";
import { referenceSyntax } from "./reference-syntax.ts";
import { tableSyntax } from "./table-syntax.ts";

export interface Lexed {
  readonly tokens: readonly Token[];
  /** Texts in which emphasis or links are nested too deeply to be parsed. */
  readonly tooDeep: readonly string[];
}

/**
 * Lexes Markdown into the tokens of `marked`: CommonMark, GitHub's extensions, footnotes, formulas, divs.
 * @throws RangeError if it is nested so deeply that the stack overflows in spite of the caps.
 */
export function lexMarkdown(markdown: string): Lexed {
  const tooDeep: string[] = [];
  const marked = withSyntax((text) => tooDeep.push(text));
  // `marked` tries the extension added last first, and this one must see the first block of the lesson.
  marked.use(markedFootnote());
  if (marked.defaults.hooks) marked.defaults.hooks.options = marked.defaults;
  return { tokens: marked.lexer(markdown), tooDeep };
}

/** Lexes the text of one paragraph, whatever it begins with. */
export function lexInline(markdown: string): readonly Token[] {
  return Lexer.lexInline(markdown, withSyntax(() => undefined).defaults);
}

function withSyntax(onTooDeep: (text: string) => void): Marked {
  const marked = new Marked();
  marked.use(
    nestingCap(onTooDeep),
    headingSyntax(),
    mathSyntax(),
    tableSyntax(),
    imageSyntax(),
    referenceSyntax(),
    captionSyntax(),
    divSyntax(),
    alertSyntax(),
  );
  return marked;
}
