import type { FrontMatter } from "../blocks/front-matter.ts";
import type { KnownThings } from "../known-things.ts";
import type { Fault } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";
import { faultInCode } from "./fault-in-code.ts";

/** Datasets in the front matter that do not exist. */
export function lintDatasets({ datasets }: Pick<FrontMatter, "datasets">, known: KnownThings): Fault[] {
  return datasets
    .filter(({ name }) => !known.datasets.includes(name))
    .map(({ name, offset }) => ({ offset, ...datasetFault(name, known) }));
}

function datasetFault(name: string, known: KnownThings): Omit<Fault, "offset"> {
  const location = known.unusable?.datasets.get(name);
  if (location !== undefined) return faultInCode("dataset", name, location);
  return { message: `Unknown dataset \`${name}\`.`, remedy: suggestion(name, known.datasets) };
}
