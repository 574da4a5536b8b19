import * as v from "valibot";
import { CITATION_STYLES } from "../lesson/citation-style.ts";
import { DEFAULT_LANGUAGE, isLanguage } from "../lesson/language-tag.ts";
import { SOLUTION_ACCESS } from "../lesson/solution-access.ts";

/** One line of text. */
function text(name: string) {
  return v.pipe(
    v.string(`\`${name}\` is not text.`),
    v.trim(),
    v.nonEmpty(`\`${name}\` is empty.`),
    v.maxLength(200, `\`${name}\` has more than 200 characters.`),
  );
}

/** A lesson by its file's name, with or without `.md`. */
const lesson = v.pipe(
  v.string("This is not the name of a lesson."),
  v.transform((name) => name.replace(/\.md$/, "")),
);

const section = v.strictObject({
  section: text("section"),
  lessons: v.array(lesson, "`lessons` is not a list."),
});

const entry = v.lazy(
  (input): v.GenericSchema<unknown, string | v.InferOutput<typeof section>> =>
    typeof input === "object" && input !== null ? section : lesson,
);

/** The values of `course.yaml`. */
export const CourseFile = v.strictObject({
  title: text("title"),
  author: v.optional(text("author")),
  language: v.optional(
    v.pipe(
      text("language"),
      v.check(isLanguage, ({ input }) => `\`${input}\` is not a language.`),
    ),
    DEFAULT_LANGUAGE,
  ),
  licence: v.optional(text("licence")),
  solutions: v.optional(
    v.picklist(
      SOLUTION_ACCESS,
      "`solutions` is not one of `open`, `after-attempt` and `withheld`; until it is, they are withheld.",
    ),
    "open",
  ),
  citations: v.optional(
    v.picklist(CITATION_STYLES, "`citations` is neither `author-year` nor `numeric`."),
    "author-year",
  ),
  logo: v.optional(text("logo")),
  accent: v.optional(
    v.pipe(
      v.string("`accent` is not a colour."),
      v.regex(/^#[0-9a-f]{6}$/i, ({ input }) => `\`${input}\` is not a colour.`),
      v.toLowerCase(),
    ),
  ),
  // Read from the document, which has their positions.
  macros: v.optional(v.unknown()),
  lessons: v.optional(v.array(entry, "`lessons` is not a list."), []),
});
export type CourseFile = v.InferOutput<typeof CourseFile>;

/** The keys of the file, and of a section in its `lessons`. */
export const COURSE_KEYS = Object.keys(CourseFile.entries);
export const SECTION_KEYS = Object.keys(section.entries);

/** What to do about a wrong value, by its key. */
export const REMEDIES: Readonly<Record<string, string>> = {
  title: "Write `title: My course`; put it in quotes if it has a `:` or `#`.",
  author: "Write `author: Ada Lovelace`, one line for all authors.",
  language: "Write its code, such as `language: en` or `language: de`.",
  licence: "Write `licence: CC BY 4.0`, or leave it out.",
  solutions: "Write `solutions: open`, or leave it out, or one of the others.",
  citations: "Write `citations: numeric`, or leave it out.",
  logo: "Write the path of a picture beside this file: `logo: logo.svg`.",
  accent: 'Write six hexadecimal digits in quotes: `accent: "#2c3a64"`.',
  lessons:
    "List file names without `.md`, or sections: `- section: Part one` with `lessons: [first, second]`.",
};
