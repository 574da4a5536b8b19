import type { Browser } from "playwright-core";
import { timeToText } from "./in-page/watch.ts";
import { longestTaskDuring, watchTasks } from "./long-tasks.ts";
import { type Measurement, spread } from "./measurement.ts";
import { visit } from "./visit.ts";

const VALUES = 30;

/** The time from pressing Run on a cell to its value on the page. */
export async function measureFirstValue(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const opened = await visit(browser, `${lecture}?backend=wasm`);
  // The value changes with each run, since an unchanged one could not be observed.
  await opened.write("version", "globalThis.turn = (globalThis.turn ?? 0) + 1");
  await opened.run("version");
  const times: number[] = [];
  await watchTasks(opened);
  const longestTask = await longestTaskDuring(opened, async () => {
    for (let turn = 2; turn < 2 + VALUES; turn += 1) {
      times.push(await opened.page.evaluate(timeToText, { id: "version", text: String(turn) }));
      await opened.untilStatus("version", ["done"]);
    }
  });
  await opened.close();
  return [
    { name: "a sum, from Run to the shown value", value: spread(times, "ms"), goal: "≤ 30 ms" },
    {
      name: "the page's longest task meanwhile (0: none over 50 ms)",
      value: `${longestTask.toFixed(0)} ms`,
      goal: "≤ 50 ms",
    },
  ];
}
