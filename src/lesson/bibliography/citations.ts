import type { CitationStyle } from "../citation-style.ts";
import type { ReferenceWords } from "../reference-words.ts";
import type { Bibliography, Entry } from "./bibliography.ts";
import { formatEntry } from "./format-entry.ts";
import { latexText } from "./latex-text.ts";

/** A work that the lesson cites. */
export interface CitedWork {
  readonly key: string;
  /** Of its entry in the list of references. */
  readonly id: string;
  /** What the text calls it: `LeCun et al.`. */
  readonly authors: string;
  /** With the letter that tells works of the same authors and year apart. */
  readonly year: string;
  /** In the numeric style, its place in the list; null in the other. */
  readonly number: number | null;
  /** Its entry in the list, as Markdown. */
  readonly markdown: string;
}

export interface CitationOptions {
  readonly style: CitationStyle;
  readonly words: ReferenceWords;
  /** The language of the lesson, by whose rules the list is sorted. */
  readonly lang: string;
}

/**
 * The works with these keys, in the order of the list of references.
 * @param keys in the order of the text, which is that of the list in the numeric style.
 */
export function citedWorks(
  keys: ReadonlySet<string>,
  { entries }: Bibliography,
  { style, words, lang }: CitationOptions,
): readonly CitedWork[] {
  const cited = [...keys].flatMap((key) => entries.get(key) ?? []);
  const named = cited.map((entry) => ({
    entry,
    authors: shortAuthors(entry, words),
    sortKey: sortKeyOf(entry),
  }));
  const collator = new Intl.Collator(lang, { numeric: true });
  const isNumeric = style === "numeric";
  const sorted = isNumeric ? named : named.toSorted((a, b) => collator.compare(a.sortKey, b.sortKey));
  const ids = new Set<string>();
  return sorted.map(({ entry, authors }, index) => {
    const same = sorted.filter((other) => other.authors === authors && other.entry.year === entry.year);
    const nth = same.findIndex((other) => other.entry === entry);
    const year = `${entry.year ?? words.noDate}${isNumeric ? "" : letterOf(nth, same.length)}`;
    const number = isNumeric ? index + 1 : null;
    const markdown = formatEntry(entry, year, words);
    return {
      key: entry.key,
      id: freshId(entry.key, ids),
      authors,
      year,
      number,
      markdown: number === null ? markdown : `\\[${number}\\] ${markdown}`,
    };
  });
}

function letterOf(index: number, total: number): string {
  return total < 2 ? "" : String.fromCharCode("a".charCodeAt(0) + Math.min(index, 25));
}

function sortKeyOf(entry: Entry): string {
  const { names } = entry.authors.names.length > 0 ? entry.authors : entry.editors;
  const people = names.map(({ family, given }) => `${family} ${given}`).join(" ");
  return `${people || institutionOf(entry)} ${entry.year ?? ""} ${titleOf(entry)}`;
}

function titleOf({ fields, key }: Entry): string {
  return latexText(fields.get("title") ?? "") || key;
}

/** What replaces missing authors: an institution, or else the title. */
function institutionOf(entry: Entry): string {
  const name = ["organization", "institution", "key"].find((each) => entry.fields.has(each));
  return name === undefined ? titleOf(entry) : latexText(entry.fields.get(name) ?? "");
}

/** `LeCun`, `LeCun and Bengio`, `LeCun et al.`. */
function shortAuthors(entry: Entry, words: ReferenceWords): string {
  const { names, andOthers } = entry.authors.names.length > 0 ? entry.authors : entry.editors;
  const [first, second] = names;
  if (first === undefined) return institutionOf(entry);
  if (names.length > 2 || andOthers) return `${first.family} ${words.others}`;
  return second === undefined ? first.family : `${first.family} ${words.and} ${second.family}`;
}

/** Pandoc's form; other characters than letters, digits, `-` and `_` become `-`. */
function freshId(key: string, taken: Set<string>): string {
  const plain = `ref-${key.replace(/[^\w-]+/g, "-")}`;
  let id = plain;
  for (let number = 2; taken.has(id); number++) id = `${plain}-${number}`;
  taken.add(id);
  return id;
}
