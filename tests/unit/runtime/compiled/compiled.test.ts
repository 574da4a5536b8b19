import { beforeAll, expect, test } from "vitest";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";
import { expectSameTraining } from "./random-models.ts";

beforeAll(() => start("wasm"), 600_000);

test("a compiled step trains random models as TensorFlow.js does", { timeout: 1_200_000 }, async () => {
  expect(runningEngine()).toBeDefined();
  await expectSameTraining(runs(60));
});
