import * as v from "valibot";

/**
 * What a notebook keeps of its lesson, apart from its text: the key `lectern` of the metadata of notebook and cells.
 * With it, an exported notebook can be imported again.
 */

const texts = v.pipe(v.array(v.string()), v.readonly());

/** A line that opens a div, such as `::: {.note}`. */
const divLine = v.pipe(v.string(), v.maxLength(2000), v.regex(/^:::+ \{[^\n]*\}$/));

/** The metadata of the notebook: what the front matter says apart from title and summary. */
export const LessonMetadata = v.object({
  version: v.literal(1),
  language: v.picklist(["python", "typescript"]),
  lecture: v.nullable(v.string()),
  lang: v.string(),
  datasets: texts,
  files: v.optional(texts),
  colab: v.nullable(v.string()),
  /** TeX macros by their names with backslash. */
  macros: v.optional(v.record(v.string(), v.string())),
  /** Whether headings begin with numbers that are not part of the lesson's text. */
  numberSections: v.optional(v.boolean()),
});
export type LessonMetadata = v.InferOutput<typeof LessonMetadata>;

/** Divs of the lesson that begin before the cell, and how many end after it. */
const divs = {
  open: v.optional(v.pipe(v.array(divLine), v.readonly())),
  close: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))),
};

/** The metadata of a notebook's cell. Prose needs none. */
export const CellMetadata = v.variant("type", [
  /** Title and summary. */
  v.object({ type: v.literal("title"), ...divs }),
  /** The library of a notebook for Deno, which is not part of the lesson. */
  v.object({ type: v.literal("library"), ...divs }),
  v.object({ type: v.literal("prose"), ...divs }),
  /** A quote that is a div of prose in the lesson. */
  v.object({ type: v.literal("callout"), ...divs }),
  /** A heading with the title of an exercise, and the beginning of its task. */
  v.object({ type: v.literal("exercise"), ...divs }),
  v.object({ type: v.literal("figure"), ...divs }),
  v.object({
    type: v.literal("cell"),
    id: v.string(),
    classes: texts,
    /** The lesson's TypeScript and Python, each unless the notebook's cell has the same. */
    typescript: v.optional(v.string()),
    python: v.optional(v.string()),
    /** The checks of an exercise, in a notebook that cannot run them. */
    checks: v.optional(texts),
    ...divs,
  }),
  /** The answers of a multiple choice, as they are written in the lesson. */
  v.object({ type: v.literal("quiz"), answers: v.string(), ...divs }),
  v.object({ type: v.literal("check"), typescript: v.optional(v.string()), ...divs }),
  v.object({ type: v.literal("hint"), ...divs }),
  v.object({ type: v.literal("solution"), ...divs }),
  v.object({ type: v.literal("footnotes"), ...divs }),
]);
export type CellMetadata = v.InferOutput<typeof CellMetadata>;
