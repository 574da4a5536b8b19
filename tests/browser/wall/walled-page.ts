import type { Browser, Frame, Page } from "playwright-core";
import { expect, inject } from "vitest";
import {
  cell,
  PATIENCE,
  press,
  runButton,
  shown,
  untilLive,
  untilRuntime,
  untilStatus,
  write,
} from "../cells.ts";

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
  /** Fails unless the page answers, scrolls, and runs `1 + 1`. */
  expectWell(): Promise<void>;
  close(): Promise<void>;
}

export async function openWalledPage(browser: Browser, query = ""): Promise<WalledPage> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const incidents: string[] = [];
  page.on("pageerror", (error) => incidents.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("page", (opened) => incidents.push(`popup: ${opened.url()}`));
  await page.goto(`${inject("fixtureSite")}lessons/wall/${query}`);
  await untilLive(page);

  async function begin(source: string): Promise<void> {
    await write(page, "attack", source);
    await press(page, "attack");
  }
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
      await begin(source);
      await untilStatus(page, "attack", ["running", "done", "failed", "stopped"]);
      await untilStatus(page, "attack", ["done", "failed", "stopped"]);
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
      await expectNextRun(page);
    },
    close: () => context.close(),
  };
}

async function expectScrolling(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
}

async function expectNextRun(page: Page): Promise<void> {
  const outputs = cell(page, "next").locator("[data-outputs]");
  // Seen to change: an output that an earlier run left would prove nothing.
  await write(page, "next", `"not " + "yet"`);
  await runButton(page, "next").click({ timeout: PATIENCE });
  await outputs.getByText("not yet").waitFor({ timeout: PATIENCE });
  await write(page, "next", "1 + 1");
  await runButton(page, "next").click({ timeout: PATIENCE });
  await outputs.getByText("2", { exact: true }).waitFor({ timeout: PATIENCE });
  expect(await outputs.innerText()).not.toContain("not yet");
}

/** Runs in the frame. The policy lets it start `data:` workers, as the runtime's own is one. */
function runInWorker(source: string): Promise<string> {
  const text = `const AsyncFunction = (async () => undefined).constructor;
    const tell = postMessage.bind(globalThis);
    new AsyncFunction(${JSON.stringify(source)})()
      .then((outcome) => tell("outcome: " + outcome), (error) => tell("refused: " + error));`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(text)}`);
    worker.onmessage = ({ data }) => resolve(String(data));
    worker.onerror = (event) => reject(new Error(`The worker did not start: ${event.message}`));
    setTimeout(() => resolve("never ended"), 15_000);
  });
}
