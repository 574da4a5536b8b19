/** An opening tag in HTML as an author wrote it. */
export interface Tag {
  readonly name: string;
  readonly attributes: readonly TagAttribute[];
  readonly offset: number;
}

export interface TagAttribute {
  readonly name: string;
  readonly value: string;
  readonly offset: number;
}

const TAG = /<([a-z][\w:-]*)((?:[\s/]+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)[\s/]*>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** The opening tags in raw HTML: what its author is told of, never what safety rests on. */
export function tagsIn(html: string): Tag[] {
  const withoutComments = html.replace(COMMENT, (comment) => " ".repeat(comment.length));
  return Array.from(
    withoutComments.matchAll(TAG),
    ({ 0: whole, 1: name = "", 2: attributes = "", index }) => ({
      name: name.toLowerCase(),
      attributes: attributesIn(attributes, index + whole.indexOf(attributes, name.length + 1)),
      offset: index,
    }),
  );
}

function attributesIn(text: string, start: number): TagAttribute[] {
  return Array.from(text.matchAll(ATTRIBUTE), ({ 1: name = "", 2: double, 3: single, 4: bare, index }) => ({
    name: name.toLowerCase(),
    value: double ?? single ?? bare ?? "",
    offset: start + index,
  }));
}
