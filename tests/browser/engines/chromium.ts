import type { Page } from "playwright-core";
import { launch } from "../browser.ts";
import { PATIENCE } from "../cells.ts";
import type { Engine, EngineBrowser, EnginePage } from "./engine.ts";

export const chromium: Engine = { name: "Chromium", missing: [], start: () => startChromium(false) };

/** Chromium without a network. */
export const chromiumOffline: Engine = { ...chromium, start: () => startChromium(true) };

async function startChromium(offline: boolean): Promise<EngineBrowser> {
  const browser = await launch();
  return {
    newPage: async () =>
      enginePage(await (await browser.newContext({ reducedMotion: "reduce", offline })).newPage()),
    close: () => browser.close(),
  };
}

function enginePage(page: Page): EnginePage {
  page.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return {
    faults,
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    evaluate: (expression) => page.evaluate(expression),
    evaluateInFrame: (expression) => firstFrame(page).evaluate(expression),
    press: (key) => page.keyboard.press(key),
    popups: async () => page.context().pages().length - 1,
  };
}

function firstFrame(page: Page) {
  const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
  if (frame === undefined) throw new Error("The page has no frame.");
  return frame;
}
