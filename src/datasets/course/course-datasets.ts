import type { Dataset } from "../dataset.ts";

/**
 * The course's own datasets. There is no course here: `build/course-code/` replaces this file, in every bundle, with the
 * datasets that it has found and checked.
 */
export const courseDatasets: readonly Dataset[] = [];
