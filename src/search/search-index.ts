import MiniSearch, { type AsPlainObject, type Options } from "minisearch";
import * as v from "valibot";
import { recordOf } from "../protocol/record-of.ts";
import { normalised, words } from "./terms.ts";

/** A part of a lesson under a heading, or an exercise: what a search finds. */
export interface SearchSection {
  /** The lesson's slug and the section's place in it, since fragments need not be unique. */
  readonly id: string;
  readonly lesson: string;
  /** The id on the page of the lesson; empty for what is before its first heading. */
  readonly fragment: string;
  readonly title: string;
  /** Text and code, in the order of the page. */
  readonly text: string;
}

export const StoredSection = v.object({
  lesson: v.string(),
  fragment: v.string(),
  title: v.string(),
  text: v.string(),
});
export type StoredSection = v.InferOutput<typeof StoredSection>;

const LessonName = v.object({ title: v.string(), lang: v.string() });

/** The contents of a site's `search.json`. */
const SearchFile = v.object({
  /** The lessons by their slugs. */
  lessons: recordOf(v.string(), LessonName),
  /** As MiniSearch writes it; it checks the contents when it loads them. */
  index: v.custom<AsPlainObject>((value) => typeof value === "object" && value !== null),
});

/** An index in memory. */
export interface SearchIndex {
  readonly lessons: Readonly<Record<string, v.InferOutput<typeof LessonName>>>;
  readonly sections: MiniSearch<SearchSection>;
}

const OPTIONS: Options<SearchSection> = {
  fields: ["title", "text"],
  storeFields: Object.keys(StoredSection.entries),
  tokenize: words,
  processTerm: (word) => normalised(word) || null,
};

/** The contents of a site's file. */
export function writeIndex({
  lessons,
  sections,
}: {
  readonly lessons: SearchIndex["lessons"];
  readonly sections: readonly SearchSection[];
}): string {
  const index = new MiniSearch(OPTIONS);
  index.addAll(sections);
  return JSON.stringify({ lessons, index: index.toJSON() });
}

/** Reads what `writeIndex` wrote. @throws Error if it is anything else, such as a file that was cut off. */
export async function readIndex(text: string): Promise<SearchIndex> {
  const { lessons, index } = v.parse(SearchFile, JSON.parse(text));
  // In steps: a long course must not stop the page meanwhile.
  return { lessons, sections: await MiniSearch.loadJSAsync(index, OPTIONS) };
}
