import { setFlagsFromString } from "node:v8";
import { beforeAll, expect, test } from "vitest";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";
import { expectSameTraining } from "./random-models.ts";

beforeAll(async () => {
  // Node 20 supports relaxed SIMD behind a flag.
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  await start("wasm");
}, 600_000);

test("a compiled step with relaxed SIMD trains random models as TensorFlow.js does", {
  timeout: 1_200_000,
}, async () => {
  expect(runningEngine()?.relaxed).toBe(true);
  await expectSameTraining(runs(20));
});
