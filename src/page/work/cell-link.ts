import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";

/** The version of the format of links. */
const VERSION = "1";
/** Longer links do not survive every mail program and chat. */
const MAXIMUM_LENGTH = 8000;
/** A link of that length could contain megabytes of zeros. */
const MAXIMUM_SOURCE_BYTES = 100_000;

/** What a link carries. */
export interface LinkedCell {
  readonly cell: CellId;
  readonly source: string;
}

export type ReadLink =
  /** The address is not a link to a cell's code. */
  | { readonly type: "none" }
  | { readonly type: "cell"; readonly linked: LinkedCell }
  | { readonly type: "refused"; readonly message: string };

/** The fragment that carries the cell, such as `#cell=train&v=1&code=…`; null if the code is too long for a link. */
export async function writeLink({ cell, source }: LinkedCell): Promise<string | null> {
  const bytes = new TextEncoder().encode(source);
  if (bytes.length > MAXIMUM_SOURCE_BYTES) return null;
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const code = toBase64(new Uint8Array(await new Response(packed).arrayBuffer()));
  return code.length > MAXIMUM_LENGTH ? null : `#cell=${cell}&v=${VERSION}&code=${code}`;
}

/** Reads a fragment, which may come from anyone. */
export async function readLink(fragment: string): Promise<ReadLink> {
  if (!fragment.startsWith("#cell=")) return { type: "none" };
  const parameters = new URLSearchParams(fragment.slice(1));
  const cell = v.safeParse(CellId, parameters.get("cell"));
  const version = Number(parameters.get("v"));
  const code = parameters.get("code") ?? "";
  if (version > Number(VERSION)) {
    return refuse(words.work.linkNewer);
  }
  if (code.length > MAXIMUM_LENGTH) {
    return refuse(words.work.linkTooLong);
  }
  if (!cell.success || version !== Number(VERSION) || code === "") return refuse(words.work.linkDamaged);
  const source = await unpack(code);
  return source === null
    ? refuse(words.work.linkDamaged)
    : { type: "cell", linked: { cell: cell.output, source: source.replaceAll("\r\n", "\n") } };
}

/** Null if the text is damaged, or unpacks to more than a cell. */
async function unpack(code: string): Promise<string | null> {
  try {
    const packed = new Blob([fromBase64(code)]).stream();
    const reader = packed.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > MAXIMUM_SOURCE_BYTES) {
        await reader.cancel();
        return null;
      }
      text += decoder.decode(part.value, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return null;
  }
}

/** Base64 with the alphabet for addresses, unpadded. */
function toBase64(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @throws if the text is not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function refuse(message: string): ReadLink {
  return { type: "refused", message };
}
