import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { violations, violationsInAllLooks } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, untilLive, visibleText, write } from "./cells.ts";
import { saved } from "./saved.ts";

let context: BrowserContext;

beforeAll(async () => {
  context = await (await openBrowser()).newContext({ serviceWorkers: "block" });
});
afterAll(closePages);

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${inject("site")}lessons/training/`);
  await untilLive(page);
  return page;
}

/** Publishes the lesson with another text of a cell: pages that are opened from now on have it. */
async function publish(before: string, after: string): Promise<void> {
  const address = `${inject("site")}lessons/training/`;
  await context.unroute(address);
  await context.route(address, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    expect(body).toContain(before);
    await route.fulfill({ response, body: body.replaceAll(before, after) });
  });
}

const NOTE = "This cell has a different text in another tab.";
const DELETED = "You have deleted this cell in another tab.";

test("two tabs that edit one cell keep both texts, compare them, and the choice can be undone, by keyboard", async () => {
  const [one, two] = [await open(), await open()];
  await write(one, "plain", "const first = 1;\nconst both = 0;");
  await one.keyboard.press("Escape");
  await cell(two, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  await write(two, "plain", "const second = 2;\nconst both = 0;");
  await two.keyboard.press("Escape");
  await cell(one, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  // Neither was overwritten, also not by a reload.
  expect(await visibleText(cell(one, "plain").locator(".cm-content"))).toContain("first = 1");
  await two.reload();
  await untilLive(two);
  await cell(two, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  expect(await visibleText(cell(two, "plain").locator(".code"))).toContain("second = 2");
  await cell(two, "plain").getByRole("button", { name: "Compare with the other tab" }).press("Enter");
  const dialog = two.getByRole("dialog", { name: "Two versions of plain" });
  await dialog.getByRole("textbox", { name: "Your version" }).waitFor({ timeout: PATIENCE });
  expect(await dialog.getByRole("textbox", { name: "Your version" }).innerText()).toContain("second = 2");
  expect(await dialog.getByRole("textbox", { name: "The other tab's version" }).innerText()).toContain(
    "first = 1",
  );
  expect(await violationsInAllLooks(two, "two-tabs")).toEqual([]);
  await dialog.getByRole("button", { name: "Use the other tab's version" }).press("Enter");
  await expect
    .poll(() => visibleText(cell(two, "plain").locator(".code")), { timeout: PATIENCE })
    .toContain("first = 1");
  await cell(two, "plain").getByText(NOTE).waitFor({ state: "detached" });
  expect(await violations(two)).toEqual([]);
  await cell(two, "plain").getByRole("button", { name: "Undo" }).press("Enter");
  await expect
    .poll(() => visibleText(cell(two, "plain").locator(".code")), { timeout: PATIENCE })
    .toContain("second = 2");
});

test("two tabs that add cells keep both, and a cell that is deleted in one keeps what is written in the other", async () => {
  const order = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-cell], [data-note]")].map(({ id }) => id.slice(5)),
    );
  const add = async (page: Page, beside: string, id: string, text: string) => {
    await page.bringToFront();
    await cell(page, beside).locator(".code").focus();
    await page.keyboard.press("b");
    await write(page, id, text);
    await page.keyboard.press("Escape");
    // The editor may still be loading.
    await expect
      .poll(async () => JSON.stringify(await saved(page, "edits", `/training/${id}`)), { timeout: PATIENCE })
      .toContain(text);
  };
  const [one, two] = [await open(), await open()];
  await add(one, "plain", "mine-1", "1 + 1");
  await add(two, "normalized", "mine-2", "2 + 2");
  // The note of the other tab's text does not come with cells of one's own.
  expect(await cell(one, "mine-1").getByText(NOTE).count()).toBe(0);
  await one.reload();
  await untilLive(one);
  const places = await order(one);
  expect(places[places.indexOf("plain") + 1]).toBe("mine-1");
  expect(places[places.indexOf("normalized") + 1]).toBe("mine-2");
  const code = (page: Page, id: string) => visibleText(cell(page, id).locator(".code"));
  expect([await code(one, "mine-1"), await code(one, "mine-2")]).toEqual(["1 + 1", "2 + 2"]);

  await cell(one, "mine-2").locator(".code").focus();
  await one.keyboard.press("d");
  await one.keyboard.press("d");
  await cell(one, "mine-2").waitFor({ state: "detached" });
  await cell(two, "mine-2").getByText(DELETED).waitFor({ timeout: PATIENCE });
  expect(await violationsInAllLooks(two, "deleted-elsewhere")).toEqual([]);
  await write(two, "mine-2", "3 + 3");
  await two.keyboard.press("Escape");
  await expect
    .poll(async () => JSON.stringify(await saved(two, "edits", "/training/mine-2")), { timeout: PATIENCE })
    .toContain("3 + 3");
  await two.reload();
  await untilLive(two);
  expect(await order(two)).toEqual(places);
  expect([await code(two, "mine-1"), await code(two, "mine-2")]).toEqual(["1 + 1", "3 + 3"]);

  // The deletion is undone in the first tab: the text that the second has written since is kept beside that one.
  await one.bringToFront();
  await one.getByRole("button", { name: "Undo" }).first().press("Enter");
  await cell(one, "mine-2").getByText(NOTE).waitFor({ timeout: PATIENCE });
  expect(await code(one, "mine-2")).toBe("2 + 2");
  await cell(two, "mine-2").getByText(NOTE).waitFor({ timeout: PATIENCE });

  // It is deleted once more, and now in both.
  await cell(one, "mine-2").locator(".code").focus();
  await one.keyboard.press("d");
  await one.keyboard.press("d");
  await cell(two, "mine-2").getByText(DELETED).waitFor({ timeout: PATIENCE });
  await cell(two, "mine-2").getByRole("button", { name: "Delete it here too" }).press("Enter");
  await cell(two, "mine-2").waitFor({ state: "detached" });
  await two.reload();
  await untilLive(two);
  expect(await order(two)).toEqual(places.filter((id) => id !== "mine-2"));
});

async function writeNote(page: Page, box: Locator, text: string): Promise<void> {
  await box.press("Enter");
  await box.locator("textarea:focus").waitFor({ timeout: PATIENCE });
  await page.keyboard.insertText(text);
  await page.keyboard.press("Escape");
}

test("two tabs that edit one note keep both texts, by keyboard", async () => {
  const one = await open();
  await cell(one, "plain").locator(".code").focus();
  await one.keyboard.press("b");
  await one.keyboard.press("m");
  await writeNote(one, one.locator("[data-note] .note-box"), "Both see *this*.");
  const id = await one.locator("[data-note]").getAttribute("data-note");
  const note = (page: Page) => page.locator(`[data-note="${id}"]`);
  await expect.poll(() => saved(one, "edits", `/training/${id}`), { timeout: PATIENCE }).toBeDefined();
  const two = await open();
  await note(two).getByText("Both see").waitFor({ timeout: PATIENCE });
  await writeNote(two, note(two).locator(".note-box"), "Only two sees this.");
  await note(one).getByText(NOTE).waitFor({ timeout: PATIENCE });
  expect(await note(one).innerText()).not.toContain("Only two sees this.");
  expect(await violationsInAllLooks(one, "note-two-tabs")).toEqual([]);
  await note(one).getByRole("button", { name: "Use the other tab's" }).press("Enter");
  await note(one).getByText("Only two sees this.").waitFor({ timeout: PATIENCE });
  await note(one).getByRole("button", { name: "Undo" }).press("Enter");
  await note(one).getByText("Only two sees this.").waitFor({ state: "detached", timeout: PATIENCE });
});

test("an edited cell that its author changes keeps both texts, compares them, and the choice can be undone, by keyboard", async () => {
  const changed = "The author has changed this cell since you edited it.";
  const training = (epochs: number) => `layerNormalization()).fit(x, y, { epochs: ${epochs} })`;
  const code = (page: Page) => cell(page, "normalized").locator(".code");
  const note = (page: Page) => cell(page, "normalized").getByText(changed);
  const compare = async (page: Page) => {
    await cell(page, "normalized").getByRole("button", { name: "Compare", exact: true }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Two versions of normalized" });
    await dialog.getByRole("textbox", { name: "Your version" }).waitFor({ timeout: PATIENCE });
    return dialog;
  };

  const page = await open();
  await write(page, "normalized", "const mine = 1;");
  await page.keyboard.press("Escape");
  await publish(training(2), training(7));
  await page.reload();
  await untilLive(page);
  await note(page).waitFor({ timeout: PATIENCE });
  expect(await code(page).innerText()).toContain("mine = 1");
  expect(await violationsInAllLooks(page, "author-changed")).toEqual([]);
  const dialog = await compare(page);
  expect(await dialog.getByRole("textbox", { name: "Your version" }).innerText()).toContain("mine = 1");
  expect(await dialog.getByRole("textbox", { name: "The author's version" }).innerText()).toContain(
    training(7),
  );
  expect(await violationsInAllLooks(page, "author-compared")).toEqual([]);

  // The reader's own text stays, and is compared again only with a later version.
  await dialog.getByRole("button", { name: "Keep mine" }).press("Enter");
  await note(page).waitFor({ state: "detached" });
  await page.reload();
  await untilLive(page);
  await expect.poll(() => code(page).innerText(), { timeout: PATIENCE }).toContain("mine = 1");
  expect(await note(page).count()).toBe(0);

  await publish(training(2), training(8));
  await page.reload();
  await untilLive(page);
  await note(page).waitFor({ timeout: PATIENCE });
  const again = await compare(page);
  await again.getByRole("button", { name: "Use the author's version" }).press("Enter");
  // In the editor: of the author's code, the page here shows the earlier text, since only the lesson's data are replaced.
  await code(page).press("Enter");
  await expect
    .poll(() => code(page).locator(".cm-content").allInnerTexts(), { timeout: PATIENCE })
    .toEqual([expect.stringContaining(training(8))]);
  await page.keyboard.press("Escape");
  await note(page).waitFor({ state: "detached" });
  await cell(page, "normalized").getByRole("button", { name: "Undo" }).press("Enter");
  await expect.poll(() => code(page).innerText(), { timeout: PATIENCE }).toContain("mine = 1");
  await page.reload();
  await untilLive(page);
  await expect.poll(() => code(page).innerText(), { timeout: PATIENCE }).toContain("mine = 1");
  await context.unroute(`${inject("site")}lessons/training/`);
});
