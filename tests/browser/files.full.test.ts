import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { cell, ENDED, PATIENCE, pressUntil, runText, shown } from "./cells.ts";
import { openLesson, type SitePage } from "./site-page.ts";

let lesson: SitePage;
let page: Page;

beforeAll(async () => {
  lesson = await openLesson(await openBrowser(), "files");
  page = lesson.page;
});
afterAll(closePages);

async function run(id: string): Promise<string> {
  expect(await pressUntil(page, id, ENDED)).toBe("done");
  return shown(page, id);
}

// One after the other, on one page.
describe("a cell reads files of its lesson", () => {
  test("as a table, which is shown as one, and whose columns are numbers", async () => {
    await run("table");
    const table = cell(page, "table").locator('[data-output="table"]');
    expect(await table.locator("thead th").allInnerTexts()).toEqual(
      expect.arrayContaining(["species", "island", "mass"]),
    );
    expect(await table.locator("tbody tr").count()).toBe(4);
    expect(await run("column")).toContain("4000");
  });

  test("as a picture, which is shown, and as its tensor", async () => {
    await run("picture");
    const image = cell(page, "picture").locator('[data-output="image"]');
    expect(await image.getByRole("img").getAttribute("aria-label", { timeout: PATIENCE })).toBe(
      "Picture of 2 × 4 pixels.",
    );
    const printed = await run("pixels");
    expect(printed).toContain("2,4,3 255,0,0,0,255,0,0,0,255");
    expect(printed).toMatch(/\n1\s*$/);
  });

  test("as a model, with its weights", async () => {
    expect(await run("model")).toContain("6");
  });

  test("as text and bytes", async () => {
    expect(await run("text")).toMatch(/Read as text: grün\.\s+12/);
  });

  test("without a fault", () => expect(lesson.faults).toEqual([]));
});

const SECRET = "not for cells";
/** Paths that lead from the page to files which the lesson does not declare. */
const ATTACKS = [
  "files/secret.txt",
  "files/../files/secret.txt",
  "./files/secret.txt",
  "../files/files/secret.txt",
  "/lessons/files/files/secret.txt",
  "files/secret.txt?",
  "files//secret.txt",
];

describe("a cell reads no other file", () => {
  test.each(ATTACKS)("%s", async (path) => {
    const before = lesson.requests.length;
    const source = `import { loadText } from "lectern";\nconsole.log(await loadText(${JSON.stringify(path)}));`;
    expect(await runText(page, "attack", source, ENDED)).toBe("failed");
    expect(await shown(page, "attack")).toMatch(/does not declare the file/);
    expect(await shown(page, "attack")).not.toContain(SECRET);
    expect(lesson.requests.slice(before).filter((url) => url.includes("secret"))).toEqual([]);
  });

  test("also through a model that names it as its weights", async () => {
    const source = `import * as tf from "@tensorflow/tfjs";\nawait tf.loadLayersModel("../files/files/model/model.json");`;
    expect(await runText(page, "attack", source, ENDED)).toBe("failed");
  });

  // Some hosts, this one among them, also take a path with two slashes for another.
  test.each(ATTACKS.filter((path) => !path.includes("//")))(
    "the control: the page itself can fetch %s",
    async (path) => {
      const text = await page.evaluate(async (to) => (await fetch(to)).text(), path);
      expect(text).toContain(SECRET);
    },
  );
});

test("a file that is cut off, or is gone, is reported with the line, and read when it is there again", async () => {
  const source = `import { loadText } from "lectern";\nconsole.log(await loadText("files/notes.txt"));`;
  const address = /files\/notes\.txt/;
  await page.route(address, (route) => route.fulfill({ body: "<!doctype html><title>Sign in</title>" }));
  expect(await runText(page, "attack", source, ENDED)).toBe("failed");
  expect(await shown(page, "attack")).toMatch(
    /files\/notes\.txt is incomplete, or another file has arrived[\s\S]*line 2/i,
  );
  await page.unroute(address);
  await page.route(address, (route) => route.abort());
  expect(await pressUntil(page, "attack", ENDED)).toBe("failed");
  expect(await shown(page, "attack")).toMatch(/Check your connection, and run the cell again/);
  await page.unroute(address);
  expect(await pressUntil(page, "attack", ENDED)).toBe("done");
  expect(await shown(page, "attack")).toContain("Read as text");
});
