import * as v from "valibot";
import type { Block, Cell, Lesson } from "../lesson/lesson.ts";
import { CellId, DatasetName, FigureId } from "../protocol/ids.ts";
import type { CellDefinition } from "./notebook/cell-definition.ts";

const names = v.array(v.string());

const CellData = v.object({
  id: CellId,
  source: v.string(),
  manual: v.boolean(),
  hiddenCode: v.boolean(),
  declares: names,
  uses: names,
  /** The exercise that it belongs to, the checks that judge it, and the source that solves it. */
  exercise: v.nullable(v.string()),
  checks: v.array(v.string()),
  solution: v.nullable(v.string()),
});
export type CellData = v.InferOutput<typeof CellData>;

const FigureData = v.object({ id: FigureId, name: v.string(), attributes: v.record(v.string(), v.string()) });
export type FigureData = v.InferOutput<typeof FigureData>;

const ProblemData = v.object({
  file: v.string(),
  line: v.number(),
  column: v.number(),
  message: v.string(),
  remedy: v.string(),
});

/** What the page's script needs of a lesson: everything but the prose, which is in the document. */
const LessonData = v.object({
  slug: v.string(),
  datasets: v.array(DatasetName),
  cells: v.array(CellData),
  figures: v.array(FigureData),
  /** Shown as a list by the development server only; readers of a built page see problems in place. */
  problems: v.array(ProblemData),
});
export type LessonData = v.InferOutput<typeof LessonData>;

/** The id of the element that carries the data. */
export const LESSON_DATA_ID = "lesson-data";

/** Everything of the lesson that lives, in the order of the page. */
export function lessonData(lesson: Lesson): LessonData {
  const parts = lesson.blocks.flatMap(partsOf);
  return {
    slug: lesson.slug,
    datasets: [...lesson.datasets],
    cells: parts.flatMap((part) => (part.type === "cell" ? [part.cell] : [])),
    figures: parts.flatMap((part) => (part.type === "figure" ? [part.figure] : [])),
    problems: lesson.problems.map((problem) => ({ ...problem })),
  };
}

/** The data as the text of a script element: no `<` in it, so that nothing in it can end the element. */
export function writeLessonData(data: LessonData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** Reads the data that the page carries; null on a page that is not a lesson. */
export function readLessonData(page: Document): LessonData | null {
  const element = page.getElementById(LESSON_DATA_ID);
  return element === null ? null : v.parse(LessonData, JSON.parse(element.textContent ?? ""));
}

export function cellDefinition(data: CellData): CellDefinition {
  return {
    id: data.id,
    source: data.source,
    manual: data.manual,
    exercise: data.exercise !== null,
    checks: data.checks,
    names: { declares: data.declares, uses: data.uses },
  };
}

/** A cell's data; `exercise` is what it gets from the exercise around it. */
export function cellData(
  cell: Cell,
  exercise: Pick<CellData, "exercise" | "checks" | "solution"> = {
    exercise: null,
    checks: [],
    solution: null,
  },
): CellData {
  return {
    id: cell.id,
    source: cell.source,
    manual: cell.manual,
    hiddenCode: cell.hiddenCode,
    declares: [...cell.declares],
    uses: [...cell.uses],
    ...exercise,
  };
}

type Part =
  | { readonly type: "cell"; readonly cell: CellData }
  | { readonly type: "figure"; readonly figure: FigureData };

function partsOf(block: Block): readonly Part[] {
  switch (block.type) {
    case "cell":
      return [{ type: "cell", cell: cellData(block.cell) }];
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

function partsOfExercise(exercise: Extract<Block, { type: "exercise" }>["exercise"]): readonly Part[] {
  const starter: readonly Part[] =
    exercise.starter === null
      ? []
      : [
          {
            type: "cell",
            cell: cellData(exercise.starter, {
              exercise: exercise.id,
              checks: exercise.checks.map((check) => check.source),
              solution: exercise.solution?.source ?? null,
            }),
          },
        ];
  return [
    ...exercise.task.flatMap(partsOf),
    ...starter,
    ...exercise.hints.flat().flatMap(partsOf),
    ...(exercise.solution?.blocks ?? []).flatMap(partsOf),
  ];
}
