import type { DatasetFile } from "../../datasets/dataset.ts";
import { FileError } from "./file-fault.ts";
import { readVerified, type Verified } from "./read-verified.ts";
import { guardStall } from "./stall-guard.ts";

/**
 * Fetches one file from one address and checks it.
 * @param silence milliseconds without a byte after which to give up.
 * @throws {FileError} when it cannot be had from there, and the signal's reason when the caller aborts.
 */
export async function fetchFile(
  file: DatasetFile,
  address: string,
  signal: AbortSignal,
  silence: number,
  onBytes: (bytes: number) => void,
): Promise<Verified> {
  const guard = guardStall(signal, silence);
  try {
    const body = await open(file, address, guard.signal);
    return await readVerified({ address, body: body.pipeThrough(noticing(guard.alive)) }, file, onBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (guard.stalled())
      throw new FileError(file.name, address, { kind: "stalled", seconds: silence / 1000 });
    throw error;
  } finally {
    guard.release();
  }
}

/** The answer's body. `no-store`: what is wrong must not come back from the browser's own cache at the next try. */
async function open(file: DatasetFile, address: string, signal: AbortSignal) {
  const response = await fetch(address, { signal, cache: "no-store", referrerPolicy: "no-referrer" }).catch(
    (error: unknown) => {
      if (error instanceof TypeError) throw new FileError(file.name, address, { kind: "unreachable" });
      throw error;
    },
  );
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new FileError(file.name, address, { kind: "status", status: response.status });
  }
  return response.body;
}

function noticing<Chunk>(notice: () => void): TransformStream<Chunk, Chunk> {
  return new TransformStream({
    transform(chunk, controller) {
      notice();
      controller.enqueue(chunk);
    },
  });
}
