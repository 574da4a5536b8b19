import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

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
  return usesIn(`${LECTURE}.md`);
}

/** The uses that are drawn before any cell has run. */
export function figuresOfTheirOwn(): readonly FigureUse[] {
  return lectureFigures().filter(({ name }) => !FROM_THE_RUNTIME.includes(name));
}

/** What is opened on a page of its own: the uses in the lecture, and one use of each figure that it does not have. */
export function figuresToOpen(): readonly FigureUse[] {
  const inLecture = new Set(lectureFigures().map(({ name }) => name));
  const others = figureNames().filter((name) => !inLecture.has(name) && !FROM_THE_RUNTIME.includes(name));
  const uses = readdirSync(lessonsFolder())
    .filter((file) => file.endsWith(".md"))
    .flatMap(usesIn);
  return [...figuresOfTheirOwn(), ...others.map((name) => useOf(name, uses))];
}

/** A figure that no lesson uses is opened with the defaults of its attributes. */
function useOf(name: string, uses: readonly FigureUse[]): FigureUse {
  const opening = uses.find((use) => use.name === name)?.opening ?? `::: {.figure name="${name}"}`;
  // Without the id of the lesson, if it has one.
  return { id: name, name, opening: opening.replace(/\{\.figure( #\S+)?/, `{.figure #${name}`) };
}

/** Lectern's own figures: the folders with an `index.tsx`. */
function figureNames(): readonly string[] {
  return readdirSync("src/figures", { recursive: true, encoding: "utf8" }).flatMap((path) => {
    const [name = "", file, ...rest] = path.split(sep);
    return file === "index.tsx" && rest.length === 0 ? [name] : [];
  });
}

function usesIn(file: string): readonly FigureUse[] {
  const source = readFileSync(join(lessonsFolder(), file), "utf8");
  return Array.from(
    source.matchAll(/^::: \{\.figure(?: #(\S+))? name="([^"]+)".*\}$/gm),
    ([opening, id = "", name = ""]) => ({ opening, id, name }),
  );
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
The figure ${id}, as a lesson uses it.
:::
`;
}
