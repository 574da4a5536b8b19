/** A bracket in a text that is not code: not in a string, a comment or a template. */
interface Bracket {
  readonly character: string;
  readonly offset: number;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Strings, comments and templates without placeholders, or a bracket. */
const TOKEN =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\/|[()[\]{}]/g;

/** The brackets before `end` that are open there, the innermost last. */
export function openBrackets(source: string, end: number): Bracket[] {
  const open: Bracket[] = [];
  for (const { 0: token, index } of source.slice(0, end).matchAll(TOKEN)) {
    if (token in CLOSING) open.push({ character: token, offset: index });
    else if (token === closing(open.at(-1))) open.pop();
  }
  return open;
}

/** What closes a bracket. */
export function closing(bracket: Bracket | undefined): string {
  return bracket ? (CLOSING[bracket.character] ?? "") : "";
}
