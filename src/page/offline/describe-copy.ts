import { assertNever } from "../../protocol/assert-never.ts";
import { words } from "../../words/words.ts";
import { describeFault } from "./describe-fault.ts";
import type { KeptDataset } from "./kept-datasets.ts";
import type { SiteCopy } from "./site-copy.ts";

/** What the reader can expect without a network, in a sentence or two. */
export function describeCopy(copy: SiteCopy, datasets: readonly KeptDataset[]): string {
  switch (copy.type) {
    case "unsupported":
      return copy.reason === "insecure" ? words.offline.insecure : words.offline.unsupported;
    case "none":
      return words.offline.none;
    case "storing":
      return words.offline.storing;
    case "failed":
      return describeFault(copy.fault);
    case "stored":
      return datasets.every(({ isComplete }) => isComplete) ? words.offline.all : words.offline.pagesOnly;
    default:
      return assertNever(copy);
  }
}
