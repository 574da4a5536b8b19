import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest. One that begins last would run alone, with a core idle. */
const LONGEST = ["lesson/mutated-lessons.", "wall/exhaustion.", "wall/memory.", "wall/forgeries."];

/** Begins each project with the files that take longest, also in a clone in which Vitest has measured none yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.includes(name));
    // One after another, as they are: a worker whose next file is another project's ends, with all that it has loaded.
    const projects = new Set(sorted.map(({ project }) => project));
    return [...projects].flatMap((project) => {
      const own = sorted.filter((file) => file.project === project);
      return [...own.filter(isLong), ...own.filter((file) => !isLong(file))];
    });
  }
}
