import { assertNever } from "../../protocol/assert-never.ts";
import type { StoreFault } from "../../protocol/offline.ts";
import { words } from "../../words/words.ts";
import { megabytes } from "../datasets/dataset-server.ts";

/** Why the site could not be stored, with what the reader can do. */
export function describeFault(fault: StoreFault): string {
  switch (fault.type) {
    case "unreachable":
      return words.offline.interrupted;
    case "status":
      return words.offline.status(fault.status, fault.path);
    case "changed":
      return words.offline.changed(fault.path);
    case "full":
      return words.offline.full(megabytes(fault.bytes));
    case "cancelled":
      return words.offline.cancelled;
    case "storage":
      return words.offline.storage(fault.message);
    default:
      return assertNever(fault);
  }
}
