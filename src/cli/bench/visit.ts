import type { Browser, Page } from "playwright-core";

/** Milliseconds; everything that is measured takes less. */
const TIMEOUT = 600_000;

export interface Visit {
  readonly page: Page;
  /** Replaces the text in a cell's editor. */
  write(id: string, source: string): Promise<void>;
  /** Runs a cell and those it needs, and resolves to the text of its outputs. @throws Error with that text if it fails. */
  run(id: string): Promise<string>;
  begin(id: string): Promise<void>;
  untilStatus(id: string, statuses: readonly string[]): Promise<void>;
  /** Opens the page again: what the browser has saved is still there. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the page in a new browser context, as at a first visit. */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  await page.goto(address);
  await page.locator("html[data-live]").waitFor();
  const cell = (id: string) => page.locator(`#cell-${id}`);

  async function untilStatus(id: string, statuses: readonly string[]): Promise<void> {
    await page.locator(statuses.map((status) => `#cell-${id}[data-status="${status}"]`).join(", ")).waitFor();
  }
  async function begin(id: string): Promise<void> {
    await cell(id)
      .getByRole("button", { name: /^(Run|Stop)/ })
      .first()
      .click();
  }
  return {
    page,
    begin,
    untilStatus,
    async write(id, source) {
      await cell(id).locator(".code").click();
      await cell(id).locator(".cm-content").click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      await page.keyboard.insertText(source);
    },
    async run(id) {
      await begin(id);
      await untilStatus(id, ["queued", "running", "done", "failed", "stopped"]);
      await untilStatus(id, ["done", "failed", "stopped"]);
      const shown = (await cell(id).locator("[data-outputs]").textContent()) ?? "";
      if ((await cell(id).getAttribute("data-status")) !== "done")
        throw new Error(`The cell "${id}" ended with: ${shown}`);
      return shown;
    },
    async reload() {
      await page.reload();
      await page.locator("html[data-live]").waitFor();
    },
    close: () => context.close(),
  };
}
