import type { Browser } from "playwright-core";
import { timeToReady } from "./in-page/watch.ts";
import { type Measurement, spread } from "./measurement.ts";
import { visit } from "./visit.ts";

const BOOTS = 5;

export async function measureBoot(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const times: number[] = [];
  for (let boot = 0; boot < BOOTS; boot += 1) {
    const opened = await visit(browser, `${lecture}?backend=wasm`);
    times.push(await opened.page.evaluate(timeToReady, "version"));
    await opened.close();
  }
  return [{ name: "runtime ready on a cold page (WASM)", value: spread(times, "ms", 0), goal: "≤ 1500 ms" }];
}
