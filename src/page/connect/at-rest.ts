import { idle } from "../figures/in-turn.ts";
import { savesData } from "../ui/saves-data.ts";

/** How long the page is left alone after it was loaded, in ms: what the reader does first comes first. */
const REST = 1000;

/**
 * Settles once the page has come to rest, for what is loaded before it is needed; never if the reader wants to save data.
 * @param hydrated settles when the page is hydrated.
 */
export async function atRest(hydrated: Promise<void>): Promise<void> {
  if (savesData()) return new Promise(() => undefined);
  await Promise.all([hydrated, loaded()]);
  await new Promise((resolve) => setTimeout(resolve, REST));
  await idle();
}

function loaded(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", () => resolve(), { once: true }));
}
