import type { Figure } from "../figure.ts";

/**
 * What loads the modules of the course's own figures, by name. There is no course here: `build/course-code/` replaces
 * this file, in every bundle, with the figures that it has found and checked.
 */
export const courseFigures: ReadonlyMap<string, () => Promise<{ readonly default: Figure }>> = new Map();
