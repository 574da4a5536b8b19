/** White space and comments, as far as they reach. */
const TRIVIA = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;

/** The offset of the first token at or after `offset`. */
export function nextToken(source: string, offset: number): number {
  TRIVIA.lastIndex = offset;
  TRIVIA.exec(source);
  return Math.max(offset, TRIVIA.lastIndex);
}

/** The offset of `token` in the first place after `offset` that is not in a comment. It has to exist. */
export function findToken(source: string, offset: number, token: string): number {
  let position = nextToken(source, offset);
  while (position < source.length && !source.startsWith(token, position)) {
    position = nextToken(source, position + 1);
  }
  return position;
}
