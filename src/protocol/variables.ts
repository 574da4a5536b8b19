import * as v from "valibot";
import { shortList, shortText, withFewEntries } from "./bounds.ts";
import { Inspected } from "./output.ts";

/** Further variables are only counted. */
export const MAXIMUM_VARIABLES = 150;

/** A variable of the cells: its name, the cell that declares it, and its value in short. */
export const Variable = v.object({
  name: shortText(200),
  cell: shortText(200),
  value: v.pipe(v.unknown(), v.transform(withFewEntries(200)), Inspected),
});
export type Variable = v.InferOutput<typeof Variable>;

export const Variables = shortList(Variable, MAXIMUM_VARIABLES);
