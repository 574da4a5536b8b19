import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import { untilLive } from "../cells.ts";

/** A page on the fixture lesson `page`, with what went wrong in it. */
export interface LessonPage {
  readonly page: Page;
  /** Errors that the page's script threw. */
  readonly errors: readonly string[];
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the lesson as a new visitor and waits until it lives. */
export async function openLessonPage(
  browser: Browser,
  options: BrowserContextOptions & { readonly prepare?: (page: Page) => Promise<void> } = {},
): Promise<LessonPage> {
  const { prepare, ...contextOptions } = options;
  const context = await browser.newContext({
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    ...contextOptions,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await prepare?.(page);
  await page.goto(`${inject("site")}lessons/page/?backend=cpu`);
  await untilLive(page);
  return {
    page,
    errors,
    async reload() {
      await page.reload();
      await untilLive(page);
    },
    close: () => context.close(),
  };
}
