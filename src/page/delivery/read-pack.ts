import { words } from "../../words/words.ts";
import type { Loader } from "./loader.ts";

/**
 * The parts of a file of the exported page, in order; none if there is no such file.
 * @param called how the reader knows the file.
 * @throws an Error with a message in the language of the page, which the loader does not speak.
 */
export async function* readPack(
  pack: Pick<Loader, "read">,
  name: string,
  called = name,
): AsyncGenerator<ArrayBuffer> {
  try {
    yield* pack.read(name);
  } catch (error) {
    console.error(error);
    throw new Error(words.delivery.damaged(called));
  }
}
