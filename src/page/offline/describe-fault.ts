import { assertNever } from "../../protocol/assert-never.ts";
import type { StoreFault } from "../../protocol/offline.ts";
import { megabytes } from "../datasets/dataset-server.ts";

/** Why the site could not be stored, with what the reader can do. */
export function describeFault(fault: StoreFault): string {
  switch (fault.type) {
    case "unreachable":
      return "The connection was interrupted. Check it and try again: what has arrived is kept.";
    case "status":
      return `The server answered ${fault.status} for ${fault.path}. Try again later.`;
    case "changed":
      return (
        `The server sends another ${fault.path === "" ? "first page" : fault.path} than was built: a new version may just ` +
        "be published, or the host changes the site's files. Try again later."
      );
    case "full":
      return (
        `The site (${megabytes(fault.bytes)}) does not fit into this browser's storage, and nothing was kept. Free some space, ` +
        "for example by removing what other sites have stored, and try again."
      );
    case "cancelled":
      return "Storing these pages was cancelled.";
    case "storage":
      return `This browser can't store the site (${fault.message}).`;
    default:
      return assertNever(fault);
  }
}
