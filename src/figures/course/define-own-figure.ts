import { nearest } from "../../protocol/nearest.ts";
import { defineFigure, type FigureSpec } from "../define-figure.tsx";
import type { Figure, FigureModel } from "../figure.ts";

/** What every figure has. TypeScript says it, too, but nothing makes authors run it. */
const PARTS = ["label", "attributes", "height", "createModel", "describe", "View"] as const;

/**
 * Defines a figure of a course.
 * @throws {TypeError} naming the part that it lacks.
 */
export function defineOwnFigure<Attributes, Model extends FigureModel>(
  definition: FigureSpec<Attributes, Model>,
): Figure {
  const missing = PARTS.find((part) => definition[part] === undefined);
  if (missing !== undefined) {
    const near = nearest(missing, Object.keys(definition));
    const instead = near === null ? "" : ` It has \`${near}\`.`;
    throw new TypeError(`the figure has no \`${missing}\`.${instead}`);
  }
  return defineFigure(definition);
}
