import type { Browser } from "playwright-core";
import { longestTaskDuring, watchTasks } from "./long-tasks.ts";
import { type Measurement, spread } from "./measurement.ts";
import { type Visit, visit } from "./visit.ts";

const VISITS = 3;

interface Loaded {
  readonly ms: number;
  readonly longestTask: number;
}

/** Loading Fashion-MNIST in the lecture, from Run to the end of the cell: at a first visit, and from the browser's storage. */
export async function measureDataset(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const first: Loaded[] = [];
  const later: Loaded[] = [];
  for (let turn = 0; turn < VISITS; turn += 1) {
    const opened = await visit(browser, `${lecture}?backend=wasm`);
    first.push(await load(opened));
    await opened.reload();
    later.push(await load(opened));
    await opened.close();
  }
  return [...report("from the site", first), ...report("from the browser's storage", later)];
}

async function load(opened: Visit): Promise<Loaded> {
  // The runtime is there already: its start is measured elsewhere.
  await opened.run("version");
  await watchTasks(opened);
  const begun = performance.now();
  const longestTask = await longestTaskDuring(opened, () => opened.run("load-data"));
  return { ms: performance.now() - begun, longestTask };
}

function report(source: string, loaded: readonly Loaded[]): readonly Measurement[] {
  const name = `the dataset ${source}`;
  return [
    {
      name: `${name}, from Run to done`,
      value: spread(
        loaded.map(({ ms }) => ms),
        "ms",
        0,
      ),
    },
    {
      name: `${name}: the page's longest task meanwhile (0: none over 50 ms)`,
      value: spread(
        loaded.map(({ longestTask }) => longestTask),
        "ms",
        0,
      ),
      goal: "≤ 50 ms",
    },
  ];
}
