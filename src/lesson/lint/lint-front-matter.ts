import type { FrontMatter } from "../blocks/front-matter.ts";
import type { KnownThings } from "../known-things.ts";
import { suggestion } from "../nearest.ts";
import type { Fault } from "../source-text.ts";

/** Datasets in the front matter that do not exist. */
export function lintDatasets({ datasets }: FrontMatter, known: KnownThings): Fault[] {
  return datasets
    .filter(({ name }) => !known.datasets.includes(name))
    .map(({ name, offset }) => ({
      offset,
      message: `Unknown dataset \`${name}\`.`,
      remedy: suggestion(name, known.datasets),
    }));
}
