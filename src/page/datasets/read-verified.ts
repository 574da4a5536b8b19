import type { Contents, DatasetFile } from "../../datasets/dataset.ts";
import { FileError, type FileFault } from "./file-fault.ts";
import { hex, sha256 } from "./sha256.ts";

/** A body as it streams in, with the address that it comes from (for messages). */
export interface Arriving {
  readonly address: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A file that has been checked. */
export interface Verified {
  /** As it arrived: gzipped, or already decompressed by the browser. */
  readonly received: Blob;
  readonly decompressed: ArrayBuffer;
}

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Reads a file of a dataset and checks length and SHA-256 of the form in which it arrives: servers that mark a `.gz` with
 * `Content-Encoding: gzip` have the browser decompress it on the way. What is decompressed here was checked before.
 * @param onBytes told, at each piece, how many bytes of the download (`file.gzip.bytes`) are there.
 * @throws {FileError} at the first byte that shows that it is not the file.
 */
export async function readVerified(
  { address, body }: Arriving,
  file: DatasetFile,
  onBytes: (bytes: number) => void,
): Promise<Verified> {
  const fail = (fault: FileFault): never => {
    throw new FileError(file.name, address, fault);
  };
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let form: "gzip" | "decompressed" | null = null;
  let bytes = 0;
  for await (const chunk of pieces(body, () => fail(brokenOff(file[form ?? "gzip"], bytes)))) {
    chunks.push(chunk);
    bytes += chunk.length;
    form ??= sniff(chunks, bytes, file, fail);
    if (form === null) continue;
    const expected = file[form];
    if (bytes > expected.bytes) fail({ kind: "too-long", expected: expected.bytes });
    onBytes(Math.round((bytes / expected.bytes) * file.gzip.bytes));
  }
  const expected = file[form ?? "gzip"];
  if (bytes < expected.bytes) fail(brokenOff(expected, bytes));
  const received = new Blob(chunks);
  const content = await received.arrayBuffer();
  if ((await sha256(content)) !== expected.sha256) fail({ kind: "corrupted" });
  return { received, decompressed: form === "gzip" ? await decompress(received) : content };
}

/** The body's pieces; leaving the loop early tells the sender to stop. `onBreak` is called where the connection ends early. */
async function* pieces(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBreak: () => never,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = body.getReader();
  try {
    while (true) {
      const next = await reader.read().catch((error: unknown) => {
        // A broken connection is a TypeError in every engine; anything else (an abort) is the caller's own.
        if (error instanceof TypeError) return onBreak();
        throw error;
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Which form arrives, told by the first bytes; null while there are too few. */
function sniff(
  chunks: readonly Uint8Array[],
  bytes: number,
  file: DatasetFile,
  fail: (fault: FileFault) => never,
): "gzip" | "decompressed" | null {
  if (bytes < file.magic.length) return null;
  const start = firstBytes(chunks, 64);
  if (begins(start, GZIP_MAGIC)) return "gzip";
  if (begins(start, file.magic)) return "decompressed";
  const text = new TextDecoder().decode(start).trimStart();
  if (text.startsWith("<")) return fail({ kind: "html" });
  return fail({ kind: "wrong-magic", found: hex(start.subarray(0, file.magic.length)) });
}

function firstBytes(chunks: readonly Uint8Array[], count: number): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk.subarray(0, count)]).slice(0, count));
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function brokenOff(expected: Contents, bytes: number): FileFault {
  return { kind: "truncated", bytes, expected: expected.bytes };
}

function decompress(gzip: Blob): Promise<ArrayBuffer> {
  return new Response(gzip.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
