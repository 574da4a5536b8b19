import * as v from "valibot";
import type { Problem } from "../../protocol/problem.ts";
import type { Block, FigureUse, Lesson, Reference } from "../lesson.ts";
import { suggestion } from "../nearest.ts";
import { inOrder } from "../problem-log.ts";

/** What a lesson can refer to by name. */
export interface KnownThings {
  /** The figures by name, each with the schema of its attributes (an object schema of valibot). */
  readonly figures: ReadonlyMap<string, AttributeSchema>;
  readonly datasets: readonly string[];
  /** Whether there is a file at `path` (relative, decoded) in the folder of the lesson's file. */
  readonly assetExists: (lessonFile: string, path: string) => boolean;
}

/** Parses attributes as they are written: a record of strings. */
export type AttributeSchema = v.GenericSchema;

/** All problems of a lesson, in order: those found by the parser, and references to what does not exist. */
export function checkLesson(lesson: Lesson, known: KnownThings): Problem[] {
  return [...lesson.problems, ...checkNames(lesson, known)].toSorted(inOrder);
}

/** The lesson with the problems that `checkLesson` finds, each shown where it is. */
export function checkedLesson(lesson: Lesson, known: KnownThings): Lesson {
  return withProblems(lesson, checkNames(lesson, known));
}

/** The lesson with further problems, each shown where it is. */
export function withProblems(lesson: Lesson, found: readonly Problem[]): Lesson {
  return {
    ...lesson,
    blocks: found.toSorted(inOrder).reduce(insertProblem, lesson.blocks),
    problems: [...lesson.problems, ...found].toSorted(inOrder),
  };
}

/** Inserts a problem after the last outermost block that begins at or before its line, in order with other problems. */
function insertProblem(blocks: readonly Block[], problem: Problem): readonly Block[] {
  const after = blocks.findLastIndex(({ type, line }) => type !== "problem" && line <= problem.line) + 1;
  const later = blocks
    .slice(after)
    .findIndex((block) => block.type !== "problem" || inOrder(block.problem, problem) > 0);
  const index = later === -1 ? blocks.length : after + later;
  return blocks.toSpliced(index, 0, { type: "problem", line: problem.line, problem });
}

function checkNames(lesson: Lesson, known: KnownThings): Problem[] {
  const { file } = lesson;
  return [
    ...lesson.references.flatMap((reference) => checkReference(reference, known, file)),
    ...figuresIn(lesson.blocks).flatMap((figure) => checkFigure(figure, known, file)),
  ];
}

function checkReference(reference: Reference, known: KnownThings, file: string): Problem[] {
  const { type, name, line, column } = reference;
  switch (type) {
    case "dataset": {
      if (known.datasets.includes(name)) return [];
      const message = `Unknown dataset \`${name}\`.`;
      return [{ file, line, column, message, remedy: suggestion(name, known.datasets) }];
    }
    case "asset": {
      if (known.assetExists(file, name)) return [];
      const message = `There is no file \`${name}\` beside the lesson.`;
      return [{ file, line, column, message, remedy: "Put it there, or correct the path (case matters)." }];
    }
    case "lesson": {
      if (known.assetExists(file, name)) return [];
      const message = `There is no lesson \`${name}\`.`;
      const remedy = "Correct the path; it is that of a `.md` file beside this one.";
      return [{ file, line, column, message, remedy }];
    }
  }
}

/** Every figure in the blocks, at any depth. */
function figuresIn(blocks: readonly Block[]): FigureUse[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case "figure":
        return [block.figure];
      case "div":
        return figuresIn(block.blocks);
      case "exercise": {
        const { task, hints, solution } = block.exercise;
        return figuresIn([...task, ...hints.flat(), ...(solution ?? [])]);
      }
      default:
        return [];
    }
  });
}

function checkFigure(figure: FigureUse, known: KnownThings, file: string): Problem[] {
  // The parser reports a missing name.
  if (figure.name === "") return [];
  const { line, column, columns } = figure.position;
  const schema = known.figures.get(figure.name);
  if (!schema) {
    const message = `Unknown figure \`${figure.name}\`.`;
    return [{ file, line, column, message, remedy: suggestion(figure.name, [...known.figures.keys()]) }];
  }
  const keys = attributeKeys(schema);
  const unknown = Object.keys(figure.attributes).filter((key) => keys !== null && !keys.includes(key));
  const unknownKeys = unknown.map((key) => ({
    file,
    line,
    column: columns[key] ?? column,
    message: `The figure \`${figure.name}\` has no attribute \`${key}\`.`,
    remedy: suggestion(key, keys ?? []),
  }));
  return [...unknownKeys, ...badValues(figure, schema, unknown, file)];
}

function badValues(
  figure: FigureUse,
  schema: AttributeSchema,
  unknown: readonly string[],
  file: string,
): Problem[] {
  const { line, column, columns } = figure.position;
  const parsed = v.safeParse(schema, figure.attributes);
  if (parsed.success) return [];
  const keys = attributeKeys(schema) ?? [];
  const remedy =
    keys.length === 0 ? "Correct it." : `Its attributes: ${keys.map((key) => `\`${key}\``).join(", ")}.`;
  return parsed.issues.flatMap((issue) => {
    const key = String(issue.path?.[0]?.key ?? "");
    if (unknown.includes(key)) return [];
    const written = figure.attributes[key];
    const message =
      key === ""
        ? `The figure \`${figure.name}\` cannot be drawn with these attributes: ${issue.message}`
        : written === undefined
          ? `The figure \`${figure.name}\` needs the attribute \`${key}\`.`
          : `The figure \`${figure.name}\` does not take \`${key}=${written}\`: ${issue.message}`;
    return [{ file, line, column: columns[key] ?? column, message, remedy }];
  });
}

/** The attributes that an object schema names; null for a schema of another kind. */
function attributeKeys(schema: AttributeSchema): readonly string[] | null {
  const entries = "entries" in schema ? schema.entries : null;
  return typeof entries === "object" && entries !== null ? Object.keys(entries) : null;
}
