import * as v from "valibot";
import { CellId, type DatasetName, type FigureId } from "../protocol/ids.ts";
import type { LessonFile } from "../protocol/lesson-file.ts";
import type { Problem } from "../protocol/problem.ts";
import type { RecordedOutputs } from "../protocol/recorded-outputs.ts";
import type { SolutionAccess } from "./solution-access.ts";

/** A lesson without its content: what its front matter says, with the defaults of the course. */
export interface LessonDescription {
  /** The file's name as given to the parser: problems show it, and paths in the lesson are relative to it. */
  readonly file: string;
  /** The file's name without `.md`; the lesson's address is `/lessons/<slug>/`. */
  readonly slug: string;
  readonly title: string;
  /** The front matter's `lecture`: a number or short label, or null. */
  readonly lecture: string | null;
  readonly summary: string;
  /** The language of the text as a BCP 47 tag. */
  readonly lang: string;
  /** Whether its sections have numbers. */
  readonly numberSections: boolean;
  /** The TeX macros that hold from the beginning of the lesson, by their names with backslash. */
  readonly macros: Readonly<Record<string, string>>;
  /** The address of the lesson's published notebook in Colab, or null. */
  readonly colab: string | null;
  /** Shown by the development server, and not published. */
  readonly draft: boolean;
  /** With `withheld`, the lesson has no solutions, unless it was read to check them. */
  readonly solutions: SolutionAccess;
}

/** A lesson as plain data, for the development server, the build, the commands and the page. */
export interface Lesson extends LessonDescription {
  readonly datasets: readonly DatasetName[];
  readonly headings: readonly Heading[];
  readonly blocks: readonly Block[];
  /** Files beside the lesson that it names by relative paths, which the build copies if they are there. */
  readonly assets: readonly string[];
  /** The files of other lessons on which its links and references depend, whether they are there or not. */
  readonly others: readonly string[];
  /** Files beside the lesson that its cells can read. */
  readonly files: readonly LessonFile[];
  /** The modules that its code imports, other than those of every lesson, each at the position of its first import. */
  readonly modules: readonly LessonModule[];
  /** These modules as one script; null if there are none, or they are not bundled. */
  readonly modulesCode: string | null;
  /** Their declarations, as the JSON of `ModuleTypes`; null if they have none. */
  readonly moduleTypes: string | null;
  readonly problems: readonly Problem[];
}

/** What is said of a lesson where others are listed. */
export type LessonEntry = Pick<Lesson, "slug" | "title" | "lecture" | "lang" | "draft">;

export interface LessonModule {
  /** As `./lib/plots`, or the name of a package. */
  readonly specifier: string;
  /** Nothing but types is imported, so that cells can run without it. */
  readonly hasOnlyTypes: boolean;
  /** Of the import, in the lesson's file. */
  readonly line: number;
  readonly column: number;
}

export interface Heading {
  readonly id: string;
  /** 2 to 6; the title of the lesson is level 1. */
  readonly level: number;
  /** Rendered and sanitised inline HTML, which may contain mathematics. */
  readonly html: string;
  /** The same as plain text. */
  readonly text: string;
}

/** `line` is the first line of the block in the file, from 1. All HTML is rendered and sanitised. */
export type Block =
  | {
      readonly type: "prose";
      readonly line: number;
      readonly html: string;
      /** The same for notebooks. */
      readonly passages: readonly Passage[];
      /** Whether it is the list of footnotes at the end. */
      readonly footnotes: boolean;
    }
  | {
      readonly type: "listing";
      readonly line: number;
      readonly language: string;
      readonly source: string;
      readonly html: string;
    }
  | CellBlock
  | { readonly type: "figure"; readonly line: number; readonly figure: FigureUse }
  | { readonly type: "exercise"; readonly line: number; readonly exercise: Exercise }
  /** Any other div: a margin note (`.margin`), a callout (`.note`, `.warning`), … */
  | {
      readonly type: "div";
      readonly line: number;
      readonly id: string | null;
      readonly classes: readonly string[];
      /** `width="40%"` of a column, or null. */
      readonly width: string | null;
      /** Set for a theorem, a proof and the like, a table and a picture that are divs. */
      readonly label: DivLabel | null;
      readonly blocks: readonly Block[];
    }
  /** `.notes`: what a speaker wants to remember, shown only in the presenter view. Prose and listings. */
  | { readonly type: "notes"; readonly line: number; readonly blocks: readonly Block[] }
  /** Shown where the problem is. */
  | { readonly type: "problem"; readonly line: number; readonly problem: Problem };

/** What a div is called: a theorem above its text, a figure or table in its caption. */
export interface DivLabel {
  readonly type: "theorem" | "proof" | "figure" | "table";
  /** Such as `Theorem 2`; `Proof` has no number. */
  readonly text: string;
  /** Its title or caption as HTML and for notebooks; empty if it has none. */
  readonly html: string;
  readonly markdown: Passage;
}

/**
 * A part of a lesson in Markdown that notebooks understand too: formulas as `$…$`, `$$…$$` or environments, footnotes and
 * ids of headings as links and anchors.
 */
export interface Passage {
  /** The id of the heading that it begins with, or null. */
  readonly heading: string | null;
  readonly markdown: string;
  /** The pictures beside the lesson that it shows. */
  readonly attachments: readonly Attachment[];
}

/** A picture that a passage shows as `attachment:<name>`; `path` is relative to the lesson. */
export interface Attachment {
  readonly name: string;
  readonly path: string;
}

const strings = v.pipe(v.array(v.string()), v.readonly());

/** A cell as its author wrote it. The page carries its cells as JSON and reads them with this schema. */
export const Cell = v.pipe(
  v.object({
    id: CellId,
    /** The author's TypeScript. */
    source: v.string(),
    /** `.hidden-code`: folded until the reader asks for it. */
    hiddenCode: v.boolean(),
    /** `.manual`: never run as part of another cell's run. */
    manual: v.boolean(),
    /** Top-level names that the source declares, and free names that it uses. */
    declares: strings,
    uses: strings,
    /** See `CellNames` in `cell/names/cell-names.ts`. */
    imports: strings,
    changes: strings,
    changesInFunctions: strings,
    /** Set for the reader's cell of an exercise. */
    exercise: v.nullable(
      v.pipe(
        v.object({
          id: v.string(),
          /** TypeScript that runs after the cell and judges it. */
          checks: strings,
          /** Free names that the checks use. */
          uses: strings,
          /** What the reader may put in place of the starter. */
          solution: v.nullable(v.string()),
        }),
        v.readonly(),
      ),
    ),
  }),
  v.readonly(),
);
export type Cell = v.InferOutput<typeof Cell>;

export interface CellBlock {
  readonly type: "cell";
  readonly line: number;
  readonly cell: Cell;
  /** The cell's source highlighted: spans with `tok-*` classes inside, no block element around. */
  readonly html: string;
  /** The same in Python with Keras; null if the author wrote none. */
  readonly twin: Twin | null;
  /** What `lectern run --record` has recorded, which is shown until the reader runs the cell. */
  readonly recorded?: RecordedOutputs;
}

/** The Python of a fence `python {.twin of="id"}`, which readers see next to the cell and notebooks run. */
export interface Twin {
  readonly line: number;
  readonly source: string;
  /** The source highlighted, as that of a cell. */
  readonly html: string;
}

export interface FigureUse {
  readonly id: FigureId;
  /** The figure's folder in `src/figures`. */
  readonly name: string;
  /** As written; the figure's schema parses them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly captionHtml: string;
  readonly captionText: string;
  /** The same for notebooks. */
  readonly caption: Passage;
  /** The number of the figure in the lesson, from 1. */
  readonly number: number;
  /** `Figure 3`, in the language of the lesson. */
  readonly label: string;
}

export interface Exercise {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  /** The task: everything but the starter, checks, hints and solution, in order. */
  readonly task: readonly Block[];
  /** The reader's cell; null for an exercise that is only prose. Its checks are in the cell. */
  readonly starter: CellBlock | null;
  /** The answers of a multiple choice, which has no starter; null for any other exercise. */
  readonly quiz: Quiz | null;
  readonly hints: readonly (readonly Block[])[];
  readonly solution: readonly Block[] | null;
  /** Whether readers see the solution only after they have run the cell with code of their own, or checked an answer. */
  readonly afterAttempt: boolean;
}

export interface Quiz {
  /** Whether several answers are right, so that readers choose any number of them. */
  readonly several: boolean;
  readonly answers: readonly QuizAnswer[];
  /** The digests of the right answers: see `rightAnswerText`. */
  readonly right: readonly string[];
}

export interface QuizAnswer {
  /** Made from its text: see `AnswerKey`. */
  readonly key: string;
  /** Inline HTML. */
  readonly html: string;
  readonly markdown: Passage;
  /** Null if solutions are withheld. */
  readonly isRight: boolean | null;
  /** Shown after the answer was checked; null if its author wrote none, or solutions are withheld. */
  readonly explanation: { readonly html: string; readonly markdown: Passage } | null;
}
