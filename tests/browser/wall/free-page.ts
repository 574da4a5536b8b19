import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, type ExpectStatic } from "vitest";
import type { Attack } from "./attack.ts";
import { armed, mark } from "./attack.ts";
import type { Wall } from "./set-up-wall.ts";
import type { Witness } from "./witness.ts";

/** The page of the controls, without a policy (see `free-pages.ts`), in a browsing context of its own. */
interface FreePage {
  readonly page: Page;
  /** Its frame, of the same origin and not sandboxed. */
  readonly frame: Frame;
  /** Loads the page again, and closes what it opened; what it stored stays. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** How long an attack without the wall may take before it counts as never ending, in ms. */
const PATIENCE = 15_000;

export async function openFreePage(browser: Browser, witness: Witness): Promise<FreePage> {
  let context: BrowserContext;
  let page: Page;
  const load = () => page.goto(`${witness.http}/free/page`);
  const open = async () => {
    context = await browser.newContext();
    page = await context.newPage();
    await load();
  };
  await open();
  return {
    get page() {
      return page;
    },
    get frame() {
      const frame = page.frame({ name: "free" });
      if (frame === null) throw new Error("The page of the controls has no frame.");
      return frame;
    },
    async renew() {
      await Promise.all(context.pages().map((other) => (other === page ? undefined : other.close())));
      try {
        await load();
      } catch {
        // The attack has closed or crashed it.
        await context.close();
        await open();
      }
    },
    close: () => context.close(),
  };
}

/** Opens such a page before the first test around it, and renews it before each. */
export function useFreePage(wall: Wall): FreePage {
  const free = useSharedFreePage(wall);
  beforeEach(() => free.renew());
  return free;
}

/** Opens such a page before the first test around it, for attacks that leave it as it is and so can run at once. */
export function useSharedFreePage(wall: Wall): FreePage {
  let opened: FreePage | undefined;
  beforeAll(async () => {
    opened = await openFreePage(wall.browser, wall.witness);
  });
  afterAll(() => opened?.close());
  const free = (): FreePage => {
    if (opened === undefined) throw new Error("The page of the controls is there only while tests run.");
    return opened;
  };
  return {
    get page() {
      return free().page;
    },
    get frame() {
      return free().frame;
    },
    renew: () => free().renew(),
    close: () => free().close(),
  };
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

/**
 * Fails unless the attack, without a wall, reaches the witness.
 * @param expect the test's own: several may run at once.
 */
export async function expectLeak(
  expect: ExpectStatic,
  free: FreePage,
  attack: Attack,
  witness: Witness,
): Promise<void> {
  const outcome = await runFreely(free, attack, witness);
  await expect
    .poll(() => witness.seen(mark(attack)), { timeout: PATIENCE, message: outcome })
    .toBeGreaterThan(0);
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
