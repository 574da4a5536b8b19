import type { CellReferences } from "../../cell/names/references.ts";
import type { FrontMatter } from "../blocks/front-matter.ts";
import type { KnownThings } from "../known-things.ts";
import type { Fault } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";
import { faultInCode } from "./fault-in-code.ts";

type Message = Omit<Fault, "offset">;

/** Datasets in the front matter that do not exist. */
export function lintDatasets({ datasets }: Pick<FrontMatter, "datasets">, known: KnownThings): Fault[] {
  return datasets.flatMap(({ name, offset }) => {
    const fault = unknownDataset(name, known);
    return fault === null ? [] : [{ offset, ...fault }];
  });
}

/**
 * Datasets that code loads by name, and that the lesson does not declare.
 * @param own the names that the lesson itself declares in its code.
 */
export function lintLoadedDatasets(
  { calls, uses }: CellReferences,
  own: ReadonlySet<string>,
  declared: readonly string[],
  known: KnownThings,
): Fault[] {
  const named = calls.filter(({ callee }) => callee === LOADER && !own.has(LOADER));
  const alias = uses.find(({ name }) => name === ALIAS && !own.has(ALIAS));
  const loaded = [
    ...named.map(({ argument, offset }) => ({ name: argument, offset })),
    ...(alias === undefined ? [] : [{ name: ALIASED, offset: alias.offset }]),
  ];
  return loaded
    .filter(({ name }) => !declared.includes(name))
    .map(({ name, offset }) => ({ offset, ...(unknownDataset(name, known) ?? undeclared(name, declared)) }));
}

const LOADER = "loadDataset";
/** The function for one dataset, and the dataset. */
const ALIAS = "loadFashionMnist";
const ALIASED = "fashion-mnist";

function unknownDataset(name: string, known: KnownThings): Message | null {
  if (known.datasets.includes(name)) return null;
  const location = known.unusable?.datasets.get(name);
  if (location !== undefined) return faultInCode("dataset", name, location);
  return { message: `Unknown dataset \`${name}\`.`, remedy: suggestion(name, known.datasets) };
}

function undeclared(name: string, declared: readonly string[]): Message {
  return {
    message: `The lesson does not declare the dataset \`${name}\`.`,
    remedy: `Write \`datasets: [${[...declared, name].join(", ")}]\` in the front matter.`,
  };
}
