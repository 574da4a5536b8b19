import { expect, test } from "vitest";
import { whyNotMeasured } from "../../../../../src/cli/bench/race/peers.ts";

test("says how to install a library that is missing, and otherwise why it cannot be measured", async () => {
  const name = "a-library-that-is-not-installed";
  const error: unknown = await import(/* @vite-ignore */ name).catch((reason: unknown) => reason);
  expect(whyNotMeasured(error, name)).toBe(`not installed (npm install --no-save ${name})`);
  expect(whyNotMeasured(error, "another")).toMatch(/^not measured: Error: Cannot find/);
  expect(whyNotMeasured(new Error("no WASM\nat start"), name)).toBe("not measured: Error: no WASM");
});
