import { mkdir, mkdtemp, open, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { createLogger, createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  PATIENCE,
  press,
  pressUntil,
  shown,
  status,
  untilLive,
  untilRuntime,
  untilStatus,
  write,
} from "./cells.ts";

const PARAGRAPH = `${"A sentence to scroll through. ".repeat(20)}\n\n`;
const PARTS: Parts = {
  title: "Written live",
  before: "",
  sentence: "As first written.",
  cell: "const drawn = Math.random();\ndrawn",
  end: "",
};

interface Parts {
  /** The value of `title`, and what follows it in the front matter. */
  readonly title: string;
  /** What is above the paragraph that is read. */
  readonly before: string;
  readonly sentence: string;
  readonly cell: string;
  readonly end: string;
}

function lesson({ title, before, sentence, cell: source, end }: Parts): string {
  return [
    `---\ntitle: ${title}\n---\n`,
    "![A square](pictures/a%20square.svg)\n",
    `\`\`\`ts {#draw}\n${source}\n\`\`\`\n`,
    before,
    PARAGRAPH.repeat(6),
    `## The section\n\n${sentence}\n`,
    "```ts {#again}\ndrawn\n```\n",
    PARAGRAPH.repeat(12),
    end,
  ].join("\n");
}

function square(side: number): string {
  const size = `width="${side}" height="${side}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size}/></svg>`;
}

let folder: string;
let server: ViteDevServer;
let browser: Browser;
let page: Page;
let address: string;
const printed: string[] = [];

async function save(parts: Partial<Parts>): Promise<void> {
  await writeFile(join(folder, "live.md"), lesson({ ...PARTS, ...parts }));
}

/** Vite's development server. Its lines are collected rather than printed, and its cache is separate from that of a running server. */
async function startServer(): Promise<ViteDevServer> {
  const logger = createLogger("silent");
  for (const level of ["info", "warn", "error"] as const) logger[level] = (line) => void printed.push(line);
  vi.stubEnv("LESSONS_DIR", folder);
  const options = { port: 0, host: "127.0.0.1" };
  const started = await createServer({
    server: options,
    customLogger: logger,
    cacheDir: join(folder, ".vite"),
  });
  vi.unstubAllEnvs();
  return started.listen();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-development-"));
  await mkdir(join(folder, "pictures"));
  await writeFile(join(folder, "pictures/a square.svg"), square(30));
  await save({});
  server = await startServer();
  const bound = server.httpServer?.address();
  if (bound === null || bound === undefined || typeof bound === "string") throw new Error("No port.");
  address = `http://127.0.0.1:${bound.port}/`;
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${address}lessons/live/`);
  await untilLive(page);
});

afterAll(async () => {
  await closePages();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("while a lesson is written", () => {
  test("its pictures show", async () => {
    const picture = page.getByRole("img", { name: "A square" });
    await expect
      .poll(() => picture.evaluate((element: HTMLImageElement) => element.naturalWidth), {
        timeout: PATIENCE,
      })
      .toBe(30);
  });

  test("a picture that changes is loaded again", async () => {
    const picture = page.getByRole("img", { name: "A square" });
    await writeFile(join(folder, "pictures/a square.svg"), square(40));
    await expect
      .poll(() => picture.evaluate((element: HTMLImageElement) => element.naturalWidth), {
        timeout: PATIENCE,
      })
      .toBe(40);
  });

  test("an address without its last slash leads to the lesson, and that of no lesson says so", async () => {
    expect((await page.request.get(`${address}lessons/live?backend=cpu`)).url()).toBe(
      `${address}lessons/live/?backend=cpu`,
    );
    const answer = await page.request.get(`${address}lessons/lost/`);
    expect(answer.status()).toBe(404);
    expect(await answer.text()).toContain("There is no lesson “lost”");
    await writeFile(join(folder, "_draft.md"), "");
    expect(await (await page.request.get(`${address}lessons/draft/`)).text()).toContain(
      "Rename it to draft.md",
    );
  });

  test("a file beside the lesson that it does not name is not served", async () => {
    await writeFile(join(folder, "pictures/draft.svg"), "<svg/>");
    expect((await page.request.get(`${address}lessons/live/pictures/draft.svg`)).status()).toBe(404);
  });
});

describe("an edited lesson changes in place:", () => {
  let drawn: string;

  /** The page with a cell that ran and one that the reader changed. It stays the same for all edits. */
  beforeAll(async () => {
    await write(page, "again", "[drawn]");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.body.setAttribute("data-same", "page"));
  });

  /** The lesson as first written, read from "The section" on. */
  beforeEach(async () => {
    await save({});
    await page.getByText(PARTS.sentence).waitFor();
    await cell(page, "draw").locator(".code", { hasText: "Math.random" }).waitFor();
    await page.locator("[data-problems] .overlay").waitFor({ state: "detached" });
    await pressUntil(page, "draw", ["done"]);
    drawn = await shown(page, "draw");
    await page.evaluate(() => {
      document.querySelector("#the-section")?.scrollIntoView({ behavior: "instant" });
      scrollBy({ top: -100, behavior: "instant" });
    });
  });

  async function expectUnchanged(): Promise<void> {
    expect(await page.evaluate(() => document.body.dataset["same"])).toBe("page");
    await untilRuntime(page, "ready");
    expect(await shown(page, "draw")).toBe(drawn);
    expect(await cell(page, "again").locator(".code").textContent()).toContain("[drawn]");
  }

  function isFocused(element: Locator): Promise<boolean> {
    return element.evaluate((found) => found === document.activeElement);
  }

  async function sectionTop(): Promise<number> {
    return page.locator("#the-section").evaluate((heading) => heading.getBoundingClientRect().top);
  }

  test("the prose is new; cells, runtime and scroll position stay", async () => {
    const top = await sectionTop();
    await save({ before: PARAGRAPH.repeat(5), sentence: "As written *later*." });
    await page.getByText("As written later.").waitFor();
    expect(Math.abs((await sectionTop()) - top)).toBeLessThan(2);
    expect(await page.getByText("As first written.").count()).toBe(0);
    expect(await page.title()).toBe("Written live · Lectern");
    await expectUnchanged();
    expect(await status(page, "draw")).toBe("done");
    // The runtime holds the number drawn before the edit: no cell ran again.
    await press(page, "again");
    await untilStatus(page, "again", ["done"]);
    expect(await shown(page, "again")).toContain(drawn.trim());
    expect(await shown(page, "draw")).toBe(drawn);
  });

  test("a note that is written above a cell leaves the cell its editor, with the focus, and its output", async () => {
    await press(page, "again");
    await untilStatus(page, "again", ["done"]);
    const output = await shown(page, "again");
    await cell(page, "again").locator(".code").click();
    const editor = cell(page, "again").locator(".cm-content");
    await expect.poll(() => isFocused(editor), { timeout: PATIENCE }).toBe(true);
    await editor.evaluate((element) => element.setAttribute("data-same", "editor"));
    await save({ sentence: `::: {.note}\nA note above.\n:::\n\n${PARTS.sentence}` });
    await page.getByText("A note above.").waitFor();
    expect(await editor.getAttribute("data-same")).toBe("editor");
    expect(await isFocused(editor)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await shown(page, "again")).toBe(output);
    await expectUnchanged();
  });

  test("the title and the language of the page are new", async () => {
    await save({ title: "Écrit à nouveau\nlang: fr" });
    await page.getByRole("heading", { name: "Écrit à nouveau" }).waitFor();
    expect(await page.title()).toBe("Écrit à nouveau · Lectern");
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("fr");
    await expectUnchanged();
  });

  test("a cell that the author changed is stale, and shows the new code", async () => {
    await save({ cell: "const drawn = 7;\ndrawn" });
    await untilStatus(page, "draw", ["stale"]);
    expect(await cell(page, "draw").locator(".code").textContent()).toContain("const drawn = 7;");
    await expectUnchanged();
  });

  test("a cell that the author adds runs, and so does one that comes back", async () => {
    await save({ end: "```ts {#added}\ndrawn + 1\n```\n" });
    await cell(page, "added").waitFor();
    await pressUntil(page, "added", ["done"]);
    await save({});
    await cell(page, "added").waitFor({ state: "detached" });
    await save({ end: "```ts {#added}\n[drawn]\n```\n" });
    await cell(page, "added").waitFor();
    await pressUntil(page, "added", ["done"]);
    expect(await shown(page, "added")).toContain(drawn.trim());
  });

  test("a cell that the author takes out and brings back has the reader's text and output again", async () => {
    await pressUntil(page, "again", ["done"]);
    const output = await shown(page, "again");
    await writeFile(join(folder, "live.md"), lesson(PARTS).replace("```ts {#again}\ndrawn\n```\n", ""));
    await cell(page, "again").waitFor({ state: "detached" });
    await save({});
    await cell(page, "again").locator(".code", { hasText: "[drawn]" }).waitFor();
    await expect.poll(() => shown(page, "again"), { timeout: PATIENCE }).toBe(output);
    await expectUnchanged();
    await pressUntil(page, "again", ["done"]);
    expect(await shown(page, "again")).toBe(output);
  });

  test("a mistake is shown over the page and printed, and both end with it", async () => {
    const overlay = page.locator("[data-problems] .overlay");
    printed.length = 0;
    await save({ end: '::: {.figure name="convolutoin"}\nCaption\n:::\n' });
    await overlay.waitFor();
    const line = lesson(PARTS).split("\n").length;
    const location = `${join(folder, "live.md")}:${line}:5`;
    expect(await overlay.textContent()).toContain(location);
    expect(await overlay.textContent()).toContain("Did you mean convolution?");
    const links = page.getByRole("link", { name: location });
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
      `vscode://file${location}`,
      `vscode://file${location}`,
    ]);
    expect(printed.join("\n")).toContain(`${location}: Unknown figure \`convolutoin\`.\n    Did you mean`);
    await expectUnchanged();
    printed.length = 0;
    await save({});
    await overlay.waitFor({ state: "detached" });
    expect(printed.join("\n")).toContain("live.md: no problems");
    await expectUnchanged();
  });

  test("a file that is emptied first and written a moment later arrives whole", async () => {
    // Editors write so, and a busy machine takes its time. The watcher leaves out what follows a change within 50 ms.
    await save({ sentence: "As written before." });
    await setTimeout(60);
    const file = await open(join(folder, "live.md"), "w");
    await setTimeout(300);
    await file.writeFile(lesson({ ...PARTS, sentence: "As written in the end." }));
    await file.close();
    await page.getByText("As written in the end.").waitFor();
    await expectUnchanged();
  });

  test("a missing file that appears removes the problem from the lesson that names it", async () => {
    const overlay = page.locator("[data-problems] .overlay");
    await save({ end: "![Late](pictures/late.svg)\n" });
    await overlay.waitFor();
    await writeFile(join(folder, "pictures/late.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await overlay.waitFor({ state: "detached" });
    await expectUnchanged();
  });

  test("a folder that is renamed takes its files away, and brings them back", async () => {
    const overlay = page.locator("[data-problems] .overlay");
    await save({});
    await overlay.waitFor({ state: "detached" });
    await rename(join(folder, "pictures"), join(folder, "images"));
    await overlay.getByText("a square.svg").waitFor();
    await rename(join(folder, "images"), join(folder, "pictures"));
    await overlay.waitFor({ state: "detached" });
    await expectUnchanged();
  });

  test("the list of lessons and the links to them show those that come, have another title, and go", async () => {
    const list = await browser.newPage();
    list.setDefaultTimeout(PATIENCE);
    await list.goto(address);
    const file = join(folder, "größe.md");
    await writeFile(file, "---\ntitle: A new lesson\n---\n\nText.\n");
    await list.getByText("A new lesson").waitFor();
    const previous = page.locator('.neighbour[rel="prev"]');
    await previous.getByText("A new lesson").waitFor();
    await writeFile(file, "---\ntitle: Another title\n---\n\nText.\n");
    await list.getByText("Another title").waitFor();
    await previous.getByText("Another title").waitFor();
    await rm(file);
    await list.getByText("Another title").waitFor({ state: "detached" });
    await previous.waitFor({ state: "detached" });
    await list.close();
    await expectUnchanged();
  });

  test("the page of a lesson whose file is gone says so until it is there again, whatever its name", async () => {
    const file = join(folder, "größe.md");
    await writeFile(file, "---\ntitle: A lesson\n---\n\nAt first.\n");
    const opened = await browser.newPage();
    opened.setDefaultTimeout(PATIENCE);
    await opened.goto(`${address}lessons/${encodeURIComponent("größe")}/`);
    await untilLive(opened);
    await rm(file);
    await opened.getByText("The file of this lesson is gone.").waitFor();
    expect(await opened.textContent("main")).toContain("At first.");
    await writeFile(file, "---\ntitle: A lesson\n---\n\nHere again.\n");
    await opened.getByText("Here again.").waitFor();
    await opened.locator("[data-problems] .overlay").waitFor({ state: "detached" });
    await opened.close();
    await rm(file);
  });

  test("another language of the interface loads the page again", async () => {
    await save({ title: "Neu geschrieben\nlang: de" });
    await page.getByRole("button", { name: "draw ausführen" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
  });
});
