import type { CitationStyle } from "../lesson/citation-style.ts";
import { DEFAULT_LANGUAGE } from "../lesson/language-tag.ts";
import type { SolutionAccess } from "../lesson/solution-access.ts";
import type { Accent } from "./accent.ts";

/** What all pages of a course have in common, from `course.yaml`. */
export interface Course {
  readonly title: string;
  readonly author: string | null;
  /** A BCP 47 tag, also of the lessons that name no language of their own. */
  readonly language: string;
  readonly licence: string | null;
  /** Who sees the solutions of lessons that do not say it. */
  readonly solutions: SolutionAccess;
  readonly citations: CitationStyle;
  /** The address of the logo: the picture itself as a data URL, so that every form of a page has it. */
  readonly logo: string | null;
  readonly accent: Accent | null;
  /** The lessons in order. Those that are in none come last. */
  readonly sections: readonly Section[];
}

/** Lessons under a heading of the list of lessons. */
export interface Section {
  /** Null for lessons that are in no section. */
  readonly title: string | null;
  readonly lessons: readonly string[];
}

/** The pages of lessons without a `course.yaml`. */
export const NO_COURSE: Course = {
  title: "Lectern",
  author: null,
  language: DEFAULT_LANGUAGE,
  licence: null,
  solutions: "open",
  citations: "author-year",
  logo: null,
  accent: null,
  sections: [],
};
