import { assertNever } from "../../protocol/assert-never.ts";

/** Why a file of a dataset could not be had from one address. */
export type FileFault =
  /** No connection, no such host, or an answer that this page may not read. */
  | { readonly kind: "unreachable" }
  | { readonly kind: "stalled"; readonly seconds: number }
  | { readonly kind: "status"; readonly status: number }
  /** A web page came: an error page, a sign-in page of the network, or a single-page fallback. */
  | { readonly kind: "html" }
  | { readonly kind: "wrong-magic"; readonly found: string }
  | { readonly kind: "truncated"; readonly bytes: number; readonly expected: number }
  | { readonly kind: "too-long"; readonly expected: number }
  /** Right length, wrong contents. */
  | { readonly kind: "corrupted" };

/** Thrown when a file cannot be had; `fault` tells programs why, `message` tells people. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly file: string;
  readonly address: string;
  readonly fault: FileFault;

  constructor(file: string, address: string, fault: FileFault) {
    super(`${file} from ${place(address)}: ${describe(fault)}`);
    this.file = file;
    this.address = address;
    this.fault = fault;
  }
}

function describe(fault: FileFault): string {
  switch (fault.kind) {
    case "unreachable":
      return "it could not be reached. There may be no connection, or the network does not let it through.";
    case "stalled":
      return `nothing arrived for ${fault.seconds} s.`;
    case "status":
      return fault.status === 404
        ? "it is not there (404)."
        : `the server answered with status ${fault.status}.`;
    case "html":
      return "a web page came instead of the data. The network may want you to sign in first.";
    case "wrong-magic":
      return `what came is another kind of file: it begins with ${fault.found}.`;
    case "truncated":
      return `it broke off after ${fault.bytes} of ${fault.expected} bytes.`;
    case "too-long":
      return `it is longer than its ${fault.expected} bytes.`;
    case "corrupted":
      return "its contents are not those of the original (the SHA-256 digests differ).";
    default:
      return assertNever(fault);
  }
}

/** The host is what a reader can act on; the whole address is in `address`. */
function place(address: string): string {
  const url = URL.parse(address);
  return url === null || url.host === "" ? address : url.host;
}
