import type { Browser } from "playwright-core";
import type { Measurement } from "./measurement.ts";

/** What benchmarks have to work with. */
export interface Site {
  /** The address of the lecture. */
  readonly lecture: string;
  /** Starts a browser with these additional switches. */
  launch(args?: readonly string[]): Promise<Browser>;
}

export type Benchmark = (site: Site) => Promise<readonly Measurement[]>;

/** A benchmark that needs one browser. */
export function inBrowser(
  measure: (browser: Browser, lecture: string) => Promise<readonly Measurement[]>,
): Benchmark {
  return async ({ launch, lecture }) => {
    const browser = await launch();
    try {
      return await measure(browser, lecture);
    } finally {
      await browser.close();
    }
  };
}
