/** Declarations without their comments, and the documentation comments by the offset of the code that follows each. */
export interface SeparatedComments {
  readonly code: string;
  readonly comments: Readonly<Record<number, string>>;
}

/** A comment, a text, a line end with the blanks around it, other blanks, or code. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|\s*\n\s*|[^\S\n]+|[^\s"'`/]+|[\s\S]/g;

/**
 * Takes the comments out of declarations: they are more than half of the text. As in TypeScript, a documentation
 * comment belongs to the code after it if no other code precedes it on its line.
 * @param text declarations (`.d.ts`): they contain neither regular expressions nor divisions.
 */
export function separateComments(text: string): SeparatedComments {
  const comments: Record<number, string> = {};
  const parts: string[] = [];
  let length = 0;
  let comment = "";
  /** What separates the next code from the code before it. */
  let gap = "";
  let isLineStart = true;
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^\/[/*]/.test(token)) {
      if (isLineStart && token.startsWith("/**")) comment = token;
      gap ||= " ";
    } else if (token.trim() === "") {
      const isBreak = token.includes("\n");
      isLineStart ||= isBreak;
      gap = isBreak || gap === "\n" ? "\n" : " ";
    } else {
      if (comment !== "") comments[length + gap.length] = comment;
      parts.push(gap, token);
      length += gap.length + token.length;
      comment = "";
      gap = "";
      isLineStart = false;
    }
  }
  return { code: parts.join(""), comments };
}
