import { assertNever } from "../../protocol/assert-never.ts";
import { describeFault } from "./describe-fault.ts";
import type { KeptDataset } from "./kept-datasets.ts";
import type { SiteCopy } from "./site-copy.ts";

/** What the reader can expect without a network, in a sentence or two. */
export function describeCopy(copy: SiteCopy, datasets: readonly KeptDataset[]): string {
  switch (copy.type) {
    case "unsupported":
      return copy.reason === "insecure"
        ? "Browsers keep pages for offline use only from addresses that begin with https."
        : "This browser can't keep these pages: service workers are disabled, or the window is private.";
    case "none":
      return "These pages are not kept in this browser.";
    case "storing":
      return "These pages are being stored in this browser.";
    case "failed":
      return describeFault(copy.fault);
    case "stored":
      return datasets.every(({ isComplete }) => isComplete)
        ? "Kept in this browser: everything here opens and runs without a network."
        : "Kept in this browser: these pages open without a network. To run the cells without one, keep the data too.";
    default:
      return assertNever(copy);
  }
}
