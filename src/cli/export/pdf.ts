import { chromium, type Page } from "playwright-core";
import { CommandError } from "../../build/files/command-error.ts";
import { fileSize } from "../../protocol/megabytes.ts";
import { PAPERS } from "../../protocol/paper-sizes.ts";
import { findBrowserOrExplain } from "../browser.ts";
import { count } from "../count.ts";
import type { ExportForm, ExportRequest } from "./export-form.ts";
import {
  decodeImages,
  endPrint,
  notReadyToPrint,
  numberContents,
  openDisclosures,
  replaceDialog,
  unlinkServer,
} from "./in-page/paper.ts";
import { outputPath, requireFolder, writeOutput } from "./output-path.ts";
import { destinationPages } from "./pdf-pages.ts";
import { runCells } from "./run-cells.ts";
import { serveLesson } from "./serve-lesson.ts";

/** Paper by the names of `--paper`. */
type Paper = (typeof PAPERS)[keyof typeof PAPERS];

/** `--pdf`: the lesson's page, as a browser prints it after all cells have run. */
export const form: ExportForm = {
  of: "lesson",
  options: { paper: { type: "string" }, solutions: { type: "boolean" }, "no-run": { type: "boolean" } },
  async write(request) {
    const paper = readPaper(request.options["paper"]);
    const [lesson] = request.lessons;
    if (lesson === undefined) throw new CommandError("Name one lesson.");
    const file = outputPath(request.output ?? `${lesson.slug}.pdf`);
    await requireFolder(file);
    const executable = await findBrowserOrExplain();
    const site = await serveLesson(lesson);
    try {
      return await exportPdf(executable, site.address, { file, paper, options: request.options });
    } finally {
      await site.close();
    }
  },
};

function readPaper(name: string | boolean | undefined): Paper {
  if (name === undefined) return PAPERS.a4;
  if (name === "a4" || name === "letter") return PAPERS[name];
  throw new CommandError(`--paper is "${name}". Choose a4 or letter.`);
}

interface PdfRequest extends Pick<ExportRequest, "options"> {
  readonly file: string;
  readonly paper: Paper;
}

async function exportPdf(
  executablePath: string,
  address: string,
  { file, paper, options }: PdfRequest,
): Promise<readonly string[]> {
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({ colorScheme: "light", reducedMotion: "reduce" });
    // Nothing here has a time limit: a lecture may train for minutes.
    page.setDefaultTimeout(0);
    await page.goto(address);
    await page.locator("html[data-live]").waitFor();
    const failures = options["no-run"] === true ? [] : (await runCells(page)).map(describeFailed);
    if (options["solutions"] === true) await page.evaluate(openDisclosures);
    console.log("Drawing the figures …");
    await prepare(page, paper);
    const { pdf: bytes, pages } = await printNumbered(page);
    await writeOutput(file, bytes);
    return [...failures, `${file}: ${count(pages, "page")}, ${fileSize(bytes.length)}.`];
  } finally {
    await browser.close();
  }
}

function describeFailed(cell: string): string {
  return `The cell ${cell} failed: the PDF shows its error, and cells after it have not run.`;
}

async function prepare(page: Page, { size, width, height }: Paper): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width, height: 1000 });
  await page.addStyleTag({ content: `@page { size: ${size} }` });
  await page.evaluate(replaceDialog, height);
  await page.evaluate(unlinkServer);
}

/** Has the page draw everything for paper, as before its own dialog, and prints it. Afterwards it is as it was. */
async function print(page: Page): Promise<Uint8Array> {
  await page.evaluate(notReadyToPrint);
  await page.keyboard.press("ControlOrMeta+p");
  await page.locator("html[data-ready-to-print]").waitFor({ state: "attached" });
  await page.evaluate(decodeImages);
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    outline: true,
    tagged: true,
  });
  await page.evaluate(endPrint);
  return pdf;
}

/** Prints twice: the first time shows on which page each section begins, for the contents. */
async function printNumbered(page: Page): Promise<{ pdf: Uint8Array; pages: number }> {
  const numbers = destinationPages(await print(page));
  await page.evaluate(numberContents, Object.fromEntries(numbers));
  const bytes = await print(page);
  const pages =
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\/Type \/Page\b/g)?.length ?? 0;
  return { pdf: bytes, pages };
}
