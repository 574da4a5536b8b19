import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { closePages, openBrowser } from "../browser.ts";
import { openWitness, type Witness } from "./witness.ts";

/** What a test of the wall needs: a browser, and a server that notices what gets out. */
export interface Wall {
  readonly browser: Browser;
  readonly witness: Witness;
}

/** Opens both before the file's first test and closes them after its last. */
export function setUpWall(): Wall {
  let opened: Wall | undefined;
  beforeAll(async () => {
    opened = { browser: await openBrowser(), witness: await openWitness() };
  });
  afterAll(async () => {
    await closePages();
    await opened?.witness.close();
  });
  const wall = (): Wall => {
    if (opened === undefined) throw new Error("Browser and witness are there only while tests run.");
    return opened;
  };
  return {
    get browser() {
      return wall().browser;
    },
    get witness() {
      return wall().witness;
    },
  };
}
