import type { DatasetName } from "../protocol/ids.ts";
import { builtInDatasets } from "./built-in.ts";
import { courseDatasets } from "./course/course-datasets.ts";
import type { Dataset } from "./dataset.ts";

/** All datasets by name: Lectern's own, and those of the course. */
export const datasets: ReadonlyMap<DatasetName, Dataset> = new Map([
  ...courseDatasets.map((dataset) => [dataset.name, dataset] as const),
  ...builtInDatasets,
]);
