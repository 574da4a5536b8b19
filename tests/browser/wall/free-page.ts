import type { Browser, Frame, Page } from "playwright-core";
import type { Attack } from "./attack.ts";
import { armed } from "./attack.ts";
import type { Witness } from "./witness.ts";

/** The page of the controls, without a policy (see `free-pages.ts`), in a browsing context of its own. */
export interface FreePage {
  readonly page: Page;
  /** Its frame, of the same origin and not sandboxed. */
  readonly frame: Frame;
  close(): Promise<void>;
}

/** How long an attack without the wall may take before it counts as never ending, in ms. */
const PATIENCE = 15_000;

export async function openFreePage(browser: Browser, witness: Witness): Promise<FreePage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${witness.http}/free/page`);
  const frame = page.frame({ name: "free" });
  if (frame === null) throw new Error("The page of the controls has no frame.");
  await frame.waitForLoadState();
  return { page, frame, close: () => context.close() };
}

/** Runs the attack where its control says, without a wall, and resolves to its outcome. */
export async function runFreely(
  { page, frame }: FreePage,
  attack: Attack,
  witness: Witness,
): Promise<string> {
  const source = armed(attack, witness);
  switch (attack.control) {
    case "worker":
      return within(page.evaluate(`runInWorker(${JSON.stringify(source)})`));
    case "page":
      return within(evaluateText(page, source));
    case "frame":
      return within(evaluateText(frame, source));
  }
}

/** Runs a script in a page's or frame's main thread; a navigation that takes the script with it is an end as well. */
export async function evaluateText(where: Page | Frame, source: string): Promise<string> {
  try {
    return String(await where.evaluate(`(async () => {\n${source}\n})()`));
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function within(work: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("never ended"), PATIENCE);
  });
  try {
    return String(await Promise.race([work, patience]));
  } finally {
    clearTimeout(timer);
  }
}
