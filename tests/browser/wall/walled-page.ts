import type { Browser, Frame, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { ENDED, PATIENCE, runText, shown, untilLive, untilRuntime } from "../cells.ts";
import { silenceLanguage } from "../silent-language.ts";

/** Small, which is less to draw: without a GPU that takes much of the time. */
const VIEWPORT = { width: 800, height: 500 };

/** The built page of the fixture lesson `wall.md`, in a browsing context of its own. */
export interface WalledPage {
  readonly page: Page;
  /** What the page itself reported: uncaught errors, dialogs, popups. */
  readonly incidents: readonly string[];
  /** Runs the source in the cell `attack` and waits until its run has begun or is over. */
  begin(source: string): Promise<void>;
  /** Runs the source in the cell `attack` to its end, and resolves to what the cell shows then. */
  run(source: string): Promise<string>;
  /** Runs the script in a new worker of the runtime's frame, from which the runtime has taken nothing away. */
  runInBareWorker(source: string): Promise<string>;
  /** The sandboxed frame of the runtime, which has to be there. */
  frame(): Frame;
  restart(): Promise<void>;
  /** Fails unless the page answers, scrolls, and runs the next cell. */
  expectWell(): Promise<void>;
  close(): Promise<void>;
}

/** @param address of the page; that of the site or, in the project `exports`, of the exported lesson. */
export async function openWalledPage(browser: Browser, address = inject("wallPage")): Promise<WalledPage> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    reducedMotion: "reduce",
    viewport: VIEWPORT,
  });
  const page = await context.newPage();
  const incidents: string[] = [];
  page.on("pageerror", (error) => incidents.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("page", (opened) => incidents.push(`popup: ${opened.url()}`));
  await silenceLanguage(page);
  await page.goto(address);
  await untilLive(page);

  async function begin(source: string): Promise<void> {
    await runText(page, "attack", source, ["running", ...ENDED]);
  }
  let sums = 1000;
  function frame(): Frame {
    const found = page.frames().find((candidate) => candidate !== page.mainFrame());
    if (found === undefined) throw new Error("The runtime has no frame.");
    return found;
  }
  return {
    page,
    incidents,
    begin,
    async run(source) {
      await runText(page, "attack", source, ENDED);
      return shown(page, "attack");
    },
    frame,
    runInBareWorker: (source) => frame().evaluate(runInWorker, source),
    async restart() {
      await page.getByRole("button", { name: "Restart" }).click({ timeout: PATIENCE });
      await untilRuntime(page, "ready");
    },
    async expectWell() {
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      await expectScrolling(page);
      // A sum that no earlier run has shown.
      sums += 1;
      expect(await runText(page, "next", `${sums} + ${sums}`, ENDED)).toBe("done");
      expect(await shown(page, "next")).toContain(String(sums + sums));
    },
    close: () => context.close(),
  };
}

async function expectScrolling(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
}

/**
 * Runs in the frame, and refers to nothing outside itself. The policy lets it start `data:` workers, as the runtime's own
 * is one.
 */
export function runInWorker(source: string): Promise<string> {
  const text = `const AsyncFunction = (async () => undefined).constructor;
    const tell = postMessage.bind(globalThis);
    new AsyncFunction(${JSON.stringify(source)})()
      .then((outcome) => tell("outcome: " + outcome), (error) => tell("refused: " + error));`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(text)}`);
    worker.onmessage = ({ data }) => resolve(String(data));
    worker.onerror = (event) => reject(new Error(`The worker did not start: ${event.message}`));
    // The machine may be busy.
    setTimeout(() => resolve("never ended"), 240_000);
  });
}
