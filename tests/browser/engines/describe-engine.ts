import { afterAll, beforeAll, describe } from "vitest";
import { untilBuilt } from "../browser.ts";
import type { Engine, EngineBrowser } from "./engine.ts";

/** Tells the stories in the engine. Where it is not installed they are reported as skipped, and why. */
export function describeEngine(engine: Engine, stories: (browser: () => EngineBrowser) => void): void {
  const isMissing = engine.missing.length > 0;
  const why = isMissing ? ` (skipped: install Debian's ${engine.missing.join(" and ")})` : "";
  describe.skipIf(isMissing)(`in ${engine.name}${why}`, () => {
    let started: EngineBrowser | undefined;
    beforeAll(async () => {
      await untilBuilt();
      started = await engine.start();
    });
    afterAll(() => started?.close());
    stories(() => {
      if (started === undefined) throw new Error("The engine runs only while tests do.");
      return started;
    });
  });
}
