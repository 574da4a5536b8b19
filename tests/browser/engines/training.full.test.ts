import { beforeAll, describe, expect, test } from "vitest";
import { PATIENCE } from "../cells.ts";
import { chromium } from "./chromium.ts";
import { describeEngine } from "./describe-engine.ts";
import { call } from "./engine.ts";
import { firefox } from "./firefox.ts";
import { type NotebookPage, openNotebook, until } from "./notebook-page.ts";
import { webKitGtk } from "./webkit.ts";

const ENDLESS = `
model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
await model.fit(xTrain, y, { epochs: 100_000, batchSize: 32 });`;

/** An expression: whether the cell that trains shows the text, or has a button whose name begins so. */
const shows = (text: string): string =>
  `document.querySelector("#cell-train").textContent.includes(${JSON.stringify(text)})`;
const hasButton = (name: string): string =>
  `[...document.querySelectorAll("#cell-train button")].some((one) => one.textContent.startsWith(${JSON.stringify(name)}))`;

for (const engine of [chromium, firefox, webKitGtk]) {
  describeEngine(engine, (browser) => {
    describe("a training", () => {
      let notebook: NotebookPage;
      beforeAll(async () => {
        notebook = await openNotebook(await browser().newPage(), "explore");
      });
      const progress = () =>
        notebook.page.evaluate(`[...document.querySelectorAll(".epoch-words")].at(-1)?.textContent`);
      const untilPaused = () => until(notebook.page, shows("Paused. Step trains on one batch."), PATIENCE);

      test("pauses, steps, changes its learning rate, and goes on", async () => {
        await notebook.write("train", ENDLESS);
        await notebook.pressUntil("train", ["running"]);
        await until(notebook.page, `${hasButton("Pause")} && document.querySelectorAll(".epoch").length > 2`);
        await notebook.pressButton("Pause");
        await untilPaused();
        const paused = await progress();
        await notebook.pressButton("Step");
        await expect.poll(progress, { timeout: PATIENCE }).not.toBe(paused);
        await call(notebook.page, focusRate);
        await notebook.page.press("Control+a");
        for (const key of "0.0002") await notebook.page.press(key);
        await notebook.page.press("Enter");
        await until(notebook.page, shows("Learning rate changed by hand: 0.0002 from epoch"));
        const stepped = await progress();
        await notebook.pressButton("Resume");
        await expect.poll(progress, { timeout: PATIENCE }).not.toBe(stepped);
        await notebook.pressButton("Pause");
        await untilPaused();
      });

      test("continues after a reload, and after the runtime is gone", async () => {
        await until(notebook.page, SAVED);
        await notebook.page.reload();
        await notebook.untilLive();
        await continues();
        await until(notebook.page, `document.querySelectorAll("#cell-train .epoch").length > 2`);
        await notebook.pressButton("Restart");
        await continues();
        await notebook.press("train");
        await until(notebook.page, `document.querySelector("#cell-train").dataset.status === "stopped"`);
        expect(notebook.page.faults).toEqual([]);
      });

      async function continues(): Promise<void> {
        await until(notebook.page, hasButton("Continue after epoch"));
        await call(notebook.page, pressContinue);
        await until(notebook.page, shows("from the saved weights"));
        await until(notebook.page, hasButton("Pause"));
      }
    });
  });
}

/** An expression: whether a checkpoint of two epochs or more is saved. */
const SAVED = `new Promise((resolve) => {
  const request = indexedDB.open("lectern-checkpoints");
  request.onsuccess = () => {
    const { result } = request;
    const all = result.transaction("checkpoints").objectStore("checkpoints").getAll();
    all.onsuccess = () => {
      result.close();
      resolve(all.result.some((value) => value !== true && value.checkpoint.epochs >= 2));
    };
  };
})`;

// The functions below run in the page.

function focusRate(): void {
  document.querySelector<HTMLElement>("#cell-train [data-outputs] input")?.focus();
}

function pressContinue(): void {
  const buttons = [...document.querySelectorAll<HTMLElement>("#cell-train button")];
  buttons.find((button) => button.textContent?.startsWith("Continue after epoch"))?.click();
}
