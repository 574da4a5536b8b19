import type { Contents, DatasetFile } from "../../datasets/dataset.ts";
import { FileError, type FileFault } from "./file-fault.ts";
import { hex, sha256 } from "./sha256.ts";

/** A streaming body, with the address it comes from (for messages). */
export interface IncomingFile {
  readonly address: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A file whose digest has been verified. */
export interface Verified {
  /** As received: gzipped, or already decompressed by the browser. */
  readonly received: Blob;
  readonly decompressed: ArrayBuffer;
}

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Reads a file of a dataset and verifies its length and SHA-256 digest in the form received: if a server sends a `.gz`
 * with `Content-Encoding: gzip`, the browser has decompressed it already. Data is verified before it is decompressed.
 * @param onBytes receives, per chunk, the number of bytes of the download (`file.gzip.bytes`) received so far.
 * @throws {FileError} at the first byte that shows that the file is not the expected one.
 */
export async function readVerified(
  { address, body }: IncomingFile,
  file: DatasetFile,
  onBytes: (bytes: number) => void,
): Promise<Verified> {
  const fail = (fault: FileFault): never => {
    throw new FileError(file.name, address, fault);
  };
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let form: "gzip" | "decompressed" | null = null;
  let bytes = 0;
  for await (const chunk of chunksOf(body, () => fail(truncated(file[form ?? "gzip"], bytes)))) {
    chunks.push(chunk);
    bytes += chunk.length;
    form ??= detectForm(chunks, bytes, file, fail);
    if (form === null) continue;
    const expected = file[form];
    if (bytes > expected.bytes) fail({ type: "too-long", expected: expected.bytes });
    onBytes(Math.round((bytes / expected.bytes) * file.gzip.bytes));
  }
  const expected = file[form ?? "gzip"];
  if (bytes < expected.bytes) fail(truncated(expected, bytes));
  const received = new Blob(chunks);
  const content = await received.arrayBuffer();
  if ((await sha256(content)) !== expected.sha256) fail({ type: "corrupted" });
  return { received, decompressed: form === "gzip" ? await decompress(received) : content };
}

/** The body's chunks. Leaving the loop early cancels the download; `onBreak` is called if the connection breaks. */
async function* chunksOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBreak: () => never,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = body.getReader();
  try {
    while (true) {
      const next = await reader.read().catch((error: unknown) => {
        // A broken connection is a TypeError in every engine; anything else (an abort) concerns the caller.
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

/** The form received, judged by its first bytes; null while there are too few. */
function detectForm(
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
  if (text.startsWith("<")) return fail({ type: "html" });
  return fail({ type: "wrong-magic", found: hex(start.subarray(0, file.magic.length)) });
}

function firstBytes(chunks: readonly Uint8Array[], count: number): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk.subarray(0, count)]).slice(0, count));
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function truncated(expected: Contents, bytes: number): FileFault {
  return { type: "truncated", bytes, expected: expected.bytes };
}

function decompress(gzip: Blob): Promise<ArrayBuffer> {
  return new Response(gzip.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
