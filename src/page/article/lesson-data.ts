import * as v from "valibot";
import { type Block, Cell, type Exercise, type Lesson, type Quiz } from "../../lesson/lesson.ts";
import { DatasetName, FigureId } from "../../protocol/ids.ts";
import { LessonFile } from "../../protocol/lesson-file.ts";
import type { Problem } from "../../protocol/problem.ts";
import { QuizDefinition } from "../../protocol/quiz-answer.ts";
import { recordOf } from "../../protocol/record-of.ts";
import type { RecordedOutputs } from "../../protocol/recorded-outputs.ts";

/** A figure as the page's script needs it. */
const FigureDefinition = v.object({
  id: FigureId,
  name: v.string(),
  attributes: v.record(v.string(), v.string()),
});
export type FigureDefinition = v.InferOutput<typeof FigureDefinition>;

const ProblemSchema = v.object({
  file: v.string(),
  line: v.number(),
  column: v.number(),
  message: v.string(),
  remedy: v.string(),
}) satisfies v.GenericSchema<unknown, Problem>;

/** What the page's script needs of a lesson: everything but the prose, which is in the document. */
const LessonData = v.object({
  slug: v.string(),
  datasets: v.array(DatasetName),
  files: v.array(LessonFile),
  /** The modules that the lesson brings, as cells import them. */
  modules: v.array(v.string()),
  cells: v.array(Cell),
  /** Recorded outputs by cells, each parsed when it is shown: one that cannot be read must not cost the page. */
  recorded: recordOf(v.string(), v.unknown()),
  figures: v.array(FigureDefinition),
  quizzes: v.array(QuizDefinition),
  /** Listed by the development server only; readers of a built page see problems in place. */
  problems: v.array(ProblemSchema),
});
export type LessonData = v.InferOutput<typeof LessonData>;

/** The id of the element that carries the data. */
export const LESSON_DATA_ID = "lesson-data";

/** The cells and figures of the lesson in the order of the page, and what else the script needs. */
export function lessonData(lesson: Lesson): LessonData {
  const parts = lesson.blocks.flatMap(partsOf);
  return {
    slug: lesson.slug,
    datasets: [...lesson.datasets],
    files: [...lesson.files],
    modules: lesson.modules.map(({ specifier }) => specifier),
    cells: parts.flatMap((part) => (part.type === "cell" ? [part.cell] : [])),
    recorded: Object.fromEntries(
      parts.flatMap((part) =>
        part.type === "cell" && part.recorded !== undefined ? [[part.cell.id, part.recorded]] : [],
      ),
    ),
    figures: parts.flatMap((part) => (part.type === "figure" ? [part.figure] : [])),
    quizzes: parts.flatMap((part) => (part.type === "quiz" ? [part.quiz] : [])),
    problems: lesson.problems.map((problem) => ({ ...problem })),
  };
}

/** The data as the text of a script element: no `<` in it, so nothing can close the element. */
export function writeLessonData(data: LessonData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** Reads the data from the page; null on a page that is not a lesson. */
export function readLessonData(page: Document): LessonData | null {
  const element = page.getElementById(LESSON_DATA_ID);
  return element === null ? null : v.parse(LessonData, JSON.parse(element.textContent ?? ""));
}

type Part =
  | { readonly type: "cell"; readonly cell: Cell; readonly recorded?: RecordedOutputs }
  | { readonly type: "figure"; readonly figure: FigureDefinition }
  | { readonly type: "quiz"; readonly quiz: QuizDefinition };

function partsOf(block: Block): readonly Part[] {
  switch (block.type) {
    case "cell":
      return [block];
    case "figure": {
      const { id, name, attributes } = block.figure;
      return [{ type: "figure", figure: { id, name, attributes } }];
    }
    case "div":
      return block.blocks.flatMap(partsOf);
    case "exercise":
      return partsOfExercise(block.exercise);
    default:
      return [];
  }
}

function partsOfExercise({ id, task, starter, quiz, hints, solution }: Exercise): readonly Part[] {
  return [
    ...task.flatMap(partsOf),
    ...(starter === null ? [] : [starter]),
    ...(quiz === null ? [] : [quizPart(id, quiz)]),
    ...hints.flat().flatMap(partsOf),
    ...(solution ?? []).flatMap(partsOf),
  ];
}

function quizPart(id: string, { answers, right }: Quiz): Part {
  return { type: "quiz", quiz: { id, keys: answers.map(({ key }) => key), right } };
}
