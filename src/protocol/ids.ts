import * as v from "valibot";

/** A name as authors write it after `#`: a letter, then letters, digits, `-` and `_`. */
const name = v.pipe(v.string(), v.maxLength(100), v.regex(/^[A-Za-z][\w-]*$/));

/** One execution of one cell. Each run has its own, which identifies late messages of an earlier run. */
export const RunId = v.pipe(v.number(), v.integer(), v.minValue(1), v.brand("RunId"));
export type RunId = v.InferOutput<typeof RunId>;

/** The author's id of a cell, unique within its lesson. */
export const CellId = v.pipe(name, v.brand("CellId"));
export type CellId = v.InferOutput<typeof CellId>;

/** One use of a figure in a lesson. */
export const FigureId = v.pipe(name, v.brand("FigureId"));
export type FigureId = v.InferOutput<typeof FigureId>;

/** The name of a dataset: that of its file in `src/datasets`. */
export const DatasetName = v.pipe(name, v.brand("DatasetName"));
export type DatasetName = v.InferOutput<typeof DatasetName>;
