import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, ENDED, PATIENCE, press, pressUntil, runText, shown, untilStatus, write } from "./cells.ts";
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
      "4 × 2 pixels",
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

  test("and imports a module beside it and a package, without another request than for both", async () => {
    const before = lesson.requests.length;
    expect(await run("helper")).toMatch(/mean 3\s+1,"a,b"/);
    const requested = lesson.requests.slice(before).filter((url) => !url.startsWith("data:"));
    expect(requested.map((url) => new URL(url).pathname)).toEqual(["/lessons/files/lectern-modules.js"]);
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

describe("a cell asks the reader for a file", () => {
  const question = () => page.getByRole("group", { name: "The cell own-file asks for a file (.csv)" });
  const own = { name: "own.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") };

  test("and gets the one that the reader chooses after a click, and nothing before", async () => {
    let opened = 0;
    page.on("filechooser", () => {
      opened += 1;
    });
    await press(page, "own-file");
    await question().waitFor();
    expect(opened).toBe(0);
    expect(await violations(page)).toEqual([]);
    const chooser = page.waitForEvent("filechooser");
    await question().getByRole("button", { name: "Choose a file …" }).click();
    await (await chooser).setFiles(own);
    await untilStatus(page, "own-file", ["done"]);
    expect(await shown(page, "own-file")).toContain("own.csv");
    expect(await cell(page, "own-file").locator('[data-output="table"] tbody tr').count()).toBe(1);
    expect(await question().count()).toBe(0);
  });

  test("and gets an error if the reader cancels", async () => {
    await press(page, "own-file");
    await question().getByRole("button", { name: "Cancel" }).click();
    await untilStatus(page, "own-file", ["failed"]);
    expect(await shown(page, "own-file")).toContain("No file was chosen. Run the cell again to choose one.");
  });

  test("until it is stopped", async () => {
    await press(page, "own-file");
    await question().waitFor();
    await press(page, "own-file");
    await untilStatus(page, "own-file", ["stopped"]);
    expect(await question().count()).toBe(0);
    expect(await pressUntil(page, "text", ENDED)).toBe("done");
  });
});

describe("a cell offers a file", () => {
  test("that the reader saves by a click, and that is not saved before", async () => {
    let saved = 0;
    page.on("download", () => {
      saved += 1;
    });
    const flood =
      'import { download } from "lectern";\nfor (let turn = 0; turn < 200; turn += 1) download("a.txt", "x");';
    expect(await runText(page, "attack", flood, ENDED)).toBe("failed");
    expect(await shown(page, "attack")).toContain("a run of a cell offers at most 20 files");
    expect(await pressUntil(page, "offer", ENDED)).toBe("done");
    expect(saved).toBe(0);
    const download = page.waitForEvent("download");
    await cell(page, "offer").getByRole("button", { name: "Download results.csv" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("results.csv");
    expect(await readFile(await file.path(), "utf8")).toBe("epoch,loss\n1,0.5\n");
  });

  test("which is gone with the runtime", async () => {
    await page.getByRole("button", { name: "Restart" }).click();
    await cell(page, "offer").getByRole("button", { name: "Download results.csv" }).click();
    await page
      .locator(".notice", { hasText: "The file is no longer in memory. Run the cell again to get it." })
      .waitFor();
  });
});

test("the editor knows the types of a module beside the lesson and of a package", async () => {
  await write(
    page,
    "helper",
    'import papaparse from "papaparse";\nimport { showMean } from "./lib/statistics";\nshowMean("2");\npapaparse.unparse([], { header: 3 });',
  );
  const problems = cell(page, "helper").getByRole("region", { name: "Problems of helper" });
  await expect
    .poll(() => problems.allInnerTexts().then((texts) => texts.join()), { timeout: PATIENCE })
    .toMatch(
      /2 problems found before running\s+Line 3\s+Argument of type 'string' is not assignable to parameter of type 'readonly number\[\]'\.\s+Line 4/,
    );
});
