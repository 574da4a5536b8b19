import { chromium, type Page } from "playwright-core";
import { CommandError } from "../../build/files/command-error.ts";
import { figuresOf } from "../../jupyter/export/figures-of.ts";
import type { FigureUse, Lesson } from "../../lesson/lesson.ts";
import type { FigureId } from "../../protocol/ids.ts";
import { BrowserMissing, findOrInstallBrowser } from "../browser.ts";
import { runCells } from "./run-cells.ts";
import { serveLesson } from "./serve-lesson.ts";

/** As wide as figures are on a laptop, and sharp enough for a projector. */
const WINDOW = { width: 1000, height: 900 };
const PIXEL_RATIO = 1.5;

/** Training in cells may take minutes. */
const PATIENCE = 600_000;

/**
 * Pictures of a lesson's figures as base64 of PNG files, drawn by the lesson's own page in a browser, as for paper.
 * @param runs whether the cells run first, so that figures of a trained network show it.
 * @throws {CommandError} if there is no browser.
 */
export async function figureStills(lesson: Lesson, runs: boolean): Promise<ReadonlyMap<FigureId, string>> {
  const figures = figuresOf(lesson.blocks);
  if (figures.length === 0) return new Map();
  const executablePath = await findBrowserOrExplain();
  const site = await serveLesson(lesson);
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({
      viewport: WINDOW,
      deviceScaleFactor: PIXEL_RATIO,
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(site.address);
    // What fails is shown by the page, not by the figures.
    if (runs) await runCells(page);
    return await drawFigures(page, figures);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function findBrowserOrExplain(): Promise<string> {
  try {
    return await findOrInstallBrowser();
  } catch (error) {
    if (!(error instanceof BrowserMissing)) throw error;
    throw new CommandError(`${error.message} Or export without pictures of the figures: --no-figures.`);
  }
}

async function drawFigures(
  page: Page,
  figures: readonly FigureUse[],
): Promise<ReadonlyMap<FigureId, string>> {
  console.log("Drawing the figures …");
  await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
  for (const { id } of figures) {
    const host = page.locator(`[data-figure-host="${id}"]`);
    await host.scrollIntoViewIfNeeded();
    await page.locator(`[data-figure-host="${id}"][data-mounted]`).waitFor();
  }
  await page.emulateMedia({ media: "print", colorScheme: "light", reducedMotion: "reduce" });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  const stills = new Map<FigureId, string>();
  for (const { id } of figures) {
    const host = page.locator(`[data-figure-host="${id}"]`);
    const picture = await host.screenshot({ animations: "disabled" });
    stills.set(id, picture.toString("base64"));
  }
  return stills;
}
