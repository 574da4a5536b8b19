// What the datasets of a course import as `lectern/datasets`.
import * as v from "valibot";
import { DatasetName } from "../../protocol/ids.ts";
import type { Dataset } from "../dataset.ts";

export type { Dataset, DatasetFile, ImageShape, LabelledSplits, RawImages } from "../dataset.ts";
export { decodeIdx } from "../idx.ts";

/** What a dataset has to say of itself: a small one, which `decode` computes, has neither files nor mirrors. */
export interface DatasetSpec
  extends Pick<Dataset, "title" | "licence" | "homepage" | "imageShape" | "classNames" | "decode">,
    Partial<Pick<Dataset, "files" | "mirrors" | "synthetic" | "reduce">> {
  /** The same as the file's, without `.ts`. */
  readonly name: string;
}

/**
 * Describes a dataset of a course: `export const dataset = defineDataset({ … })` in `datasets/<name>.ts`.
 * @throws {Error} if the name is invalid: it consists of letters, digits and hyphens, beginning with a letter.
 */
export function defineDataset(spec: DatasetSpec): Dataset {
  const name = v.safeParse(DatasetName, spec.name);
  if (!name.success)
    throw new Error(
      `"${spec.name}" cannot be the name of a dataset: letters, digits and hyphens can, beginning with a letter.`,
    );
  return { files: [], mirrors: [], synthetic: null, ...spec, name: name.output };
}
