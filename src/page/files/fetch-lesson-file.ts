import type { LessonFile } from "../../protocol/lesson-file.ts";
import { words } from "../../words/words.ts";

/**
 * Fetches a file of the lesson from its site.
 * @param page the address of the lesson's page.
 * @throws Error with a message for the reader, or the signal's reason when aborted.
 */
export async function fetchLessonFile(
  { path, version }: LessonFile,
  page: string,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const address = new URL(`${path.split("/").map(encodeURIComponent).join("/")}${version}`, page);
  const unreachable = (): never => {
    signal.throwIfAborted();
    throw new Error(words.files.notLoaded(path));
  };
  const response = await fetch(address, { signal }).catch(unreachable);
  if (!response.ok) {
    throw new Error(words.files.notLoadedStatus(path, response.status));
  }
  return response.arrayBuffer().catch(unreachable);
}
