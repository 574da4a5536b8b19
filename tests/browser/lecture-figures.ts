import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The lecture's address on the site, and its file among the lessons. */
export const LECTURE = "convolutional-neural-networks";

/** A use of a figure in the lecture. */
export interface FigureUse {
  readonly id: string;
  /** The figure's name, which several uses may share. */
  readonly name: string;
  /** The line that opens the figure in the lesson, with its attributes. */
  readonly opening: string;
}

/** Figures that show nothing until a network has been trained. */
const FROM_THE_RUNTIME: readonly string[] = ["inside-network", "confusion"];

/** The folder of the lessons that are tested. */
export function lessonsFolder(): string {
  return resolve(process.env["LESSONS_DIR"] || "lessons");
}

/** All uses of figures in the lecture, in its order. */
export function lectureFigures(): readonly FigureUse[] {
  const source = readFileSync(join(lessonsFolder(), `${LECTURE}.md`), "utf8");
  return Array.from(source.matchAll(/^::: \{\.figure #(\S+) name="([^"]+)".*\}$/gm), (found) => ({
    opening: found[0],
    id: found[1] ?? "",
    name: found[2] ?? "",
  }));
}

/** The uses that are drawn before any cell has run. */
export function figuresOfTheirOwn(): readonly FigureUse[] {
  return lectureFigures().filter(({ name }) => !FROM_THE_RUNTIME.includes(name));
}

/** The address of the lesson that holds this figure and nothing else. */
export function figureLessonSlug({ id }: FigureUse): string {
  return `figure-${id}`;
}

/** The text of that lesson. */
export function figureLesson({ id, opening }: FigureUse): string {
  return `---
title: The figure ${id}
datasets: [fashion-mnist]
---

${opening}
The figure ${id}, as the lecture uses it.
:::
`;
}
