import { assertNever } from "../../protocol/assert-never.ts";
import { words } from "../../words/words.ts";

/** Why a file of a dataset could not be loaded from one address. */
export type FileFault =
  /** No connection, no such host, or a cross-origin response that this page may not read. */
  | { readonly type: "unreachable" }
  | { readonly type: "stalled"; readonly seconds: number }
  | { readonly type: "status"; readonly status: number }
  /** A web page: an error page, the network's sign-in page, or a single-page fallback. */
  | { readonly type: "html" }
  | { readonly type: "wrong-magic"; readonly found: string }
  | { readonly type: "truncated"; readonly bytes: number; readonly expected: number }
  | { readonly type: "too-long"; readonly expected: number }
  /** The length is right, the digest is not. */
  | { readonly type: "corrupted" };

/** Thrown if a file cannot be loaded. `fault` is the reason for programs, `message` for readers. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly file: string;
  readonly address: string;
  readonly fault: FileFault;

  constructor(file: string, address: string, fault: FileFault) {
    super(words.datasets.fault(file, hostOf(address), describe(fault)));
    this.file = file;
    this.address = address;
    this.fault = fault;
  }
}

function describe(fault: FileFault): string {
  switch (fault.type) {
    case "unreachable":
      return words.datasets.unreachable;
    case "stalled":
      return words.datasets.stalled(fault.seconds);
    case "status":
      return fault.status === 404 ? words.datasets.notFound : words.datasets.status(fault.status);
    case "html":
      return words.datasets.webPage;
    case "wrong-magic":
      return words.datasets.wrongKind(fault.found);
    case "truncated":
      return words.datasets.truncated(fault.bytes, fault.expected);
    case "too-long":
      return words.datasets.tooLong(fault.expected);
    case "corrupted":
      return words.datasets.corrupted;
    default:
      return assertNever(fault);
  }
}

/** Readers can act on the host; the whole address is in `address`. */
function hostOf(address: string): string {
  const url = URL.parse(address);
  return url === null || url.host === "" ? address : url.host;
}
