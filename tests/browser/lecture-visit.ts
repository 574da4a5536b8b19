import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";
import { untilLive } from "./cells.ts";
import { LECTURE } from "./lecture-figures.ts";

/** The longest a training may take, in ms: a minute, or several on a slow machine. */
export const TRAINING = 280_000;

export interface Visit {
  readonly page: Page;
  /** Errors that the page reported. */
  readonly faults: string[];
  /** Requests that went elsewhere. */
  readonly strangers: string[];
}

/** Opens the lecture as a new visitor. */
export async function visit(browser: Browser, query: string): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("request", (request) => {
    const address = request.url();
    if (/^(https?|wss?):/.test(address) && !address.startsWith(inject("site"))) strangers.push(address);
  });
  await page.goto(`${inject("site")}lessons/${LECTURE}/${query}`);
  await untilLive(page);
  return { page, faults, strangers };
}
