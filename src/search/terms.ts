/** Everything between words: punctuation, spaces and signs, such as the dots of `tf.layers.conv2d`. */
const BETWEEN = /[^\p{L}\p{M}\p{N}]+/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of a text, for the index. */
export function words(text: string): string[] {
  return text.split(BETWEEN);
}

/** A word as it is compared: without case and accents, so that `grosse` finds `Größe`. */
export function normalised(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

/** A part of a text, which matches the query or not. */
export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/**
 * Divides a text where words of the index were found in it.
 * @param terms normalised words.
 */
export function markTerms(text: string, terms: ReadonlySet<string>): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!terms.has(normalised(word))) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isMatch: false });
    parts.push({ text: word, isMatch: true });
    end = index + word.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMatch: false });
  return parts;
}

/** Characters of a passage: about two lines. */
const LENGTH = 180;
/** Characters before its first match. */
const BEFORE = 50;

/** The passage of a text in which most of the terms are; its beginning if none is. */
export function passageOf(text: string, terms: ReadonlySet<string>): readonly TextPart[] {
  const matches = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    term: normalised(word),
    index,
  })).filter(({ term }) => terms.has(term));
  let best = { index: 0, distinct: 0 };
  for (const { index } of matches) {
    const near = matches.filter((other) => other.index >= index && other.index < index + LENGTH - BEFORE);
    const distinct = new Set(near.map(({ term }) => term)).size;
    if (distinct > best.distinct) best = { index, distinct };
  }
  const start = wordStart(text, best.index - BEFORE);
  const end = wordEnd(text, start + LENGTH);
  return [
    ...(start > 0 ? [{ text: "… ", isMatch: false }] : []),
    ...markTerms(text.slice(start, end), terms),
    ...(end < text.length ? [{ text: " …", isMatch: false }] : []),
  ];
}

/** The beginning of the first word at or after an index. */
function wordStart(text: string, index: number): number {
  if (index <= 0) return 0;
  const space = text.indexOf(" ", index);
  return space === -1 ? index : space + 1;
}

function wordEnd(text: string, index: number): number {
  if (index >= text.length) return text.length;
  const space = text.lastIndexOf(" ", index);
  return space === -1 ? index : space;
}
