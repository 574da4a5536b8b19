import type { DatasetFile } from "../../datasets/dataset.ts";
import { FileError } from "./file-fault.ts";
import { readVerified, type Verified } from "./read-verified.ts";
import { guardStall } from "./stall-guard.ts";

/**
 * Fetches one file from one address and verifies it.
 * @param silence milliseconds without data after which the download counts as stalled.
 * @throws {FileError} if the file cannot be loaded from there, and the signal's reason when the caller aborts.
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
    return await readVerified({ address, body: body.pipeThrough(onChunk(guard.alive)) }, file, onBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (guard.stalled())
      throw new FileError(file.name, address, { type: "stalled", seconds: silence / 1000 });
    throw error;
  } finally {
    guard.release();
  }
}

/** The response's body. `no-store` keeps an invalid response out of the browser's HTTP cache, so a retry can succeed. */
async function open(file: DatasetFile, address: string, signal: AbortSignal) {
  const response = await fetch(address, { signal, cache: "no-store", referrerPolicy: "no-referrer" }).catch(
    (error: unknown) => {
      if (error instanceof TypeError) throw new FileError(file.name, address, { type: "unreachable" });
      throw error;
    },
  );
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new FileError(file.name, address, { type: "status", status: response.status });
  }
  return response.body;
}

function onChunk<Chunk>(notify: () => void): TransformStream<Chunk, Chunk> {
  return new TransformStream({
    transform(chunk, controller) {
      notify();
      controller.enqueue(chunk);
    },
  });
}
