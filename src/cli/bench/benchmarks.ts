import { type Benchmark, inBrowser } from "./benchmark.ts";
import { measureBoot } from "./boot.ts";
import { measureEdits } from "./courses/edits.ts";
import { measureLargeLesson } from "./courses/large-lesson.ts";
import { measureManyLessons } from "./courses/many-lessons.ts";
import { measureDataset } from "./dataset.ts";
import { measureEditor } from "./editor.ts";
import { measureExports } from "./exported.ts";
import { measureFirstLoad } from "./first-load.ts";
import { measureFirstValue } from "./first-value.ts";
import { measureFloods } from "./floods.ts";
import { measureCores } from "./race/cores.ts";
import { measureEngines } from "./race/engines.ts";
import { measureGrowth } from "./race/growth.ts";
import { measureScrolling } from "./scroll.ts";
import { measureTraining } from "./training.ts";

/** The benchmarks by the names that `npm run bench -- <name>` takes. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  load: inBrowser(measureFirstLoad),
  scroll: inBrowser(measureScrolling),
  boot: inBrowser(measureBoot),
  value: inBrowser(measureFirstValue),
  dataset: inBrowser(measureDataset),
  engines: measureEngines,
  growth: measureGrowth,
  cores: measureCores,
  training: inBrowser(measureTraining),
  floods: inBrowser(measureFloods),
  exports: inBrowser(measureExports),
  editor: inBrowser(measureEditor),
  "large-lesson": inBrowser(measureLargeLesson),
  "many-lessons": measureManyLessons,
  edits: inBrowser(measureEdits),
};
