import { type Token, Tokenizer, TokenizerMode } from "parse5";

/** An opening or closing tag in raw HTML. */
export interface Tag {
  readonly type: "open" | "close";
  readonly name: string;
  readonly attributes: readonly TagAttribute[];
  readonly offset: number;
  readonly end: number;
}

interface TagAttribute {
  readonly name: string;
  readonly value: string;
  readonly offset: number;
  readonly end: number;
}

/** The tags in raw HTML, for messages to its author; the page's safety rests on the sanitiser alone. */
export function tagsIn(html: string): Tag[] {
  const tags: Tag[] = [];
  const ignore = () => undefined;
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: (token) => {
        tags.push(toTag("open", token));
        // Without a tree builder, the tokenizer does not know which elements contain only text.
        tokenizer.state = TEXT_MODES.get(token.tagName) ?? tokenizer.state;
      },
      onEndTag: (token) => void tags.push(toTag("close", token)),
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
      onCharacter: ignore,
      onNullCharacter: ignore,
      onWhitespaceCharacter: ignore,
    },
  );
  tokenizer.write(html, true);
  return tags;
}

/** The parts of raw HTML that are text, as offsets; not those in elements that show what is written, such as `<code>`. */
export function textRanges(html: string): { readonly start: number; readonly end: number }[] {
  const verbatim = tagsIn(html).filter(({ name }) => VERBATIM.has(name));
  const tags = [...html.matchAll(/<!--[\s\S]*?(?:-->|$)/g)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  for (const { offset, end } of tagsIn(html)) tags.push({ start: offset, end });
  const ranges: { start: number; end: number }[] = [];
  let from = 0;
  for (const { start, end } of [...tags, { start: html.length, end: html.length }].toSorted(
    (a, b) => a.start - b.start,
  )) {
    if (start > from && !isVerbatim(verbatim, from)) ranges.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  return ranges;
}

/** Elements whose text is shown or read as it is written. */
const VERBATIM: ReadonlySet<string> = new Set([
  "code",
  "kbd",
  "pre",
  "samp",
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
]);

function isVerbatim(tags: readonly Tag[], offset: number): boolean {
  const before = tags.filter((tag) => tag.offset < offset);
  const depth = before.reduce((sum, { type }) => sum + (type === "open" ? 1 : -1), 0);
  return depth > 0;
}

/** How the contents of elements that hold no tags are read. */
const TEXT_MODES: ReadonlyMap<string, number> = new Map([
  ["textarea", TokenizerMode.RCDATA],
  ["title", TokenizerMode.RCDATA],
  ["script", TokenizerMode.SCRIPT_DATA],
  ["plaintext", TokenizerMode.PLAINTEXT],
  ...["iframe", "noembed", "noframes", "style", "xmp"].map((name) => [name, TokenizerMode.RAWTEXT] as const),
]);

function toTag(type: Tag["type"], { tagName, attrs, location }: Token.TagToken): Tag {
  const offset = location?.startOffset ?? 0;
  const attributes = attrs.map(({ name, value }) => ({
    name,
    value,
    offset: location?.attrs?.[name]?.startOffset ?? offset,
    end: location?.attrs?.[name]?.endOffset ?? offset,
  }));
  return { type, name: tagName, attributes, offset, end: location?.endOffset ?? offset };
}

/** Whether an element contains others and needs a closing tag. */
export function isContainer(name: string): boolean {
  return CONTAINERS.has(name);
}

const CONTAINERS: ReadonlySet<string> = new Set([
  ...["article", "aside", "blockquote", "details", "div", "dl", "figure"],
  ...["footer", "header", "ol", "section", "table", "ul"],
]);

/** The elements of a lesson that are open at the end of HTML, which is given in parts. Those without closing tags are not. */
export function unclosedElements(parts: readonly { readonly html: string; readonly start: number }[]): Tag[] {
  const open: Tag[] = [];
  for (const { html, start } of parts) {
    for (const tag of tagsIn(html)) {
      if (UNNESTED.has(tag.name)) continue;
      const last = open.findLastIndex(({ name }) => name === tag.name);
      if (tag.type === "open") open.push({ ...tag, offset: start + tag.offset });
      else if (last !== -1) open.splice(last, 1);
    }
  }
  return open;
}

/** The containers that are open after `html`, where those in `before` were open before it. */
export function openContainers(html: string, before: readonly string[]): readonly string[] {
  const open = [...before];
  for (const { type, name } of tagsIn(html)) {
    if (!CONTAINERS.has(name)) continue;
    const last = open.lastIndexOf(name);
    if (type === "open") open.push(name);
    else if (last !== -1) open.length = last;
  }
  return open;
}

/** Whether an element has no contents, and no closing tag. */
export function isVoid(name: string): boolean {
  return VOID.includes(name);
}

const VOID: readonly string[] = "area base br col embed hr img input link meta source track wbr".split(" ");

/** Elements without a closing tag, and those that the next one closes. */
const UNNESTED: ReadonlySet<string> = new Set([
  ...VOID,
  ...["dd", "dt", "li", "option", "p", "rp", "rt", "td", "th", "tr"],
]);

/** Whether elements are nested more deeply than `most`, judged by their tags. */
export function isDeeper(html: string, most: number): boolean {
  // There are rarely that many tags, and reading them is slow.
  if (html.split("<", most + 2).length <= most + 1) return false;
  let depth = 0;
  return tagsIn(html).some(({ type, name }) => {
    if (UNNESTED.has(name)) return false;
    depth = Math.max(0, depth + (type === "open" ? 1 : -1));
    return depth > most;
  });
}
