import type { Contents, DatasetFile } from "../../datasets/dataset.ts";
import { freeBuffer } from "../../protocol/free-buffer.ts";
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
  readonly received: ArrayBuffer;
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
  const content = new Uint8Array(Math.max(file.gzip.bytes, file.decompressed.bytes));
  let form: "gzip" | "decompressed" | null = null;
  let bytes = 0;
  for await (const chunk of chunksOf(body, () => fail(truncated(file[form ?? "gzip"], bytes)))) {
    content.set(chunk.subarray(0, content.length - bytes), bytes);
    bytes += chunk.length;
    form ??= detectForm(content.subarray(0, Math.min(bytes, 64)), file, fail);
    if (form === null) continue;
    const expected = file[form];
    if (bytes > expected.bytes) fail({ type: "too-long", expected: expected.bytes });
    onBytes(Math.round((bytes / expected.bytes) * file.gzip.bytes));
  }
  const expected = file[form ?? "gzip"];
  if (bytes < expected.bytes) fail(truncated(expected, bytes));
  const received = content.buffer.slice(0, bytes);
  freeBuffer(content.buffer);
  if ((await sha256(received)) !== expected.sha256) fail({ type: "corrupted" });
  if (form !== "gzip") return { received, decompressed: received };
  return { received, decompressed: await decompress(received, file.decompressed.bytes, fail) };
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
  start: Uint8Array,
  file: DatasetFile,
  fail: (fault: FileFault) => never,
): "gzip" | "decompressed" | null {
  if (start.length < file.magic.length) return null;
  if (begins(start, GZIP_MAGIC)) return "gzip";
  if (begins(start, file.magic)) return "decompressed";
  const text = new TextDecoder().decode(start).trimStart();
  if (text.startsWith("<")) return fail({ type: "html" });
  return fail({ type: "wrong-magic", found: hex(start.subarray(0, file.magic.length)) });
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function truncated(expected: Contents, bytes: number): FileFault {
  return { type: "truncated", bytes, expected: expected.bytes };
}

/** @param length of the result, in bytes. */
async function decompress(
  gzip: ArrayBuffer,
  length: number,
  fail: (fault: FileFault) => never,
): Promise<ArrayBuffer> {
  const result = new Uint8Array(length);
  let bytes = 0;
  const stream = piecesOf(gzip).pipeThrough(new DecompressionStream("gzip"));
  for await (const chunk of chunksOf(stream, () => fail({ type: "corrupted" }))) {
    if (bytes + chunk.length > length) fail({ type: "too-long", expected: length });
    result.set(chunk, bytes);
    bytes += chunk.length;
    freeBuffer(chunk.buffer);
  }
  if (bytes < length) fail({ type: "truncated", bytes, expected: length });
  return result.buffer;
}

const PIECE_BYTES = 0x1_0000;

function piecesOf(bytes: ArrayBuffer): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      const length = Math.min(PIECE_BYTES, bytes.byteLength - start);
      if (length > 0) controller.enqueue(new Uint8Array(bytes, start, length));
      else controller.close();
      start += length;
    },
  });
}
