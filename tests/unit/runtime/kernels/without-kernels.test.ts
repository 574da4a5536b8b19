import { expect, test } from "vitest";
import { startBackend } from "../../../../src/runtime/backends/start-backend.ts";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { runs } from "../../../support/runs.ts";
import { installComputePatches } from "../start.ts";
import { expectSameGradients } from "./random-convolutions.ts";

test("a convolution trains even if the kernels cannot start", {
  timeout: 1_200_000,
}, async () => {
  await installComputePatches();
  await startBackend("wasm");
  expect(runningEngine()).toBeUndefined();
  await expectSameGradients(runs(100));
});
