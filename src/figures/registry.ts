import { builtInFigures } from "./built-in.ts";
import { courseFigures } from "./course/course-figures.ts";
import type { Figure } from "./figure.ts";

/** What loads a figure's code, by the figure's name: Lectern's own figures and those of the course. */
export const figureLoaders: ReadonlyMap<string, () => Promise<Figure>> = new Map([
  ...[...courseFigures].map(
    ([name, load]) => [name, async () => (await load()).default] as [string, () => Promise<Figure>],
  ),
  ...builtInFigures,
]);
