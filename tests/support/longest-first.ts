import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest. One that begins last would run alone, with a core idle. */
const LONGEST = ["lesson/mutated-lessons.", "wall/exhaustion.", "wall/memory.", "wall/forgeries."];

/** Begins with the files that take longest, also in a clone in which Vitest has measured none yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.includes(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
