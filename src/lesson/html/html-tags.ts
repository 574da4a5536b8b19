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

/** Elements that hold others and do not end by themselves. */
const CONTAINER =
  /<(\/?)(article|aside|blockquote|details|div|dl|figure|footer|header|ol|section|table|ul)(?=[\s/>])[^>]*>/gi;

/** The containers that are open behind `html`, where those in `before` were open in front of it. */
export function openContainers(html: string, before: readonly string[]): readonly string[] {
  const open = [...before];
  for (const { 1: slash, 2: name = "" } of html.replace(COMMENT, "").matchAll(CONTAINER)) {
    const last = open.lastIndexOf(name.toLowerCase());
    if (slash === "") open.push(name.toLowerCase());
    else if (last !== -1) open.length = last;
  }
  return open;
}

/** Elements without an end, and those that the next one ends. */
const UNNESTED = new Set(
  "area base br col embed hr img input link meta source track wbr dd dt li option p rp rt td th tr".split(
    " ",
  ),
);

/** How deeply elements are nested, at most, as far as their tags tell. */
export function nestingDepth(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { 1: slash, 2: name = "" } of html.matchAll(/<(\/?)([a-z][\w-]*)[^>]*>/gi)) {
    if (UNNESTED.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash === "" ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
