import { assertNever } from "../../protocol/assert-never.ts";

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
    super(`${file} from ${hostOf(address)}: ${describe(fault)}`);
    this.file = file;
    this.address = address;
    this.fault = fault;
  }
}

function describe(fault: FileFault): string {
  switch (fault.type) {
    case "unreachable":
      return "it could not be reached. Check your connection, or whether the network blocks it.";
    case "stalled":
      return `no data arrived for ${fault.seconds} s.`;
    case "status":
      return fault.status === 404
        ? "it does not exist there (404)."
        : `the server responded with status ${fault.status}.`;
    case "html":
      return "the server sent a web page instead of the data. You may have to sign in to the network first.";
    case "wrong-magic":
      return `it is another kind of file (it begins with ${fault.found}).`;
    case "truncated":
      return `the download ended after ${fault.bytes} of ${fault.expected} bytes.`;
    case "too-long":
      return `it is longer than the expected ${fault.expected} bytes.`;
    case "corrupted":
      return "its contents differ from the original (SHA-256 mismatch).";
    default:
      return assertNever(fault);
  }
}

/** Readers can act on the host; the whole address is in `address`. */
function hostOf(address: string): string {
  const url = URL.parse(address);
  return url === null || url.host === "" ? address : url.host;
}
