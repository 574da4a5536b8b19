import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { PATCHES } from "../../../../src/runtime/tensorflow/install.ts";
import { installFitPatches } from "../start.ts";

test("every patch comes after those it builds on", () => {
  const earlier = new Set<string>();
  for (const { name, after } of PATCHES) {
    for (const required of after) expect(earlier, name).toContain(required);
    expect(earlier).not.toContain(name);
    earlier.add(name);
  }
});

test("each patch is applied once, however often it is asked for", async () => {
  await installFitPatches();
  const { fit, fitLoop } = tf.LayersModel.prototype;
  const { setBackend } = tf.engine();
  await installFitPatches();
  expect(tf.LayersModel.prototype.fit).toBe(fit);
  expect(tf.LayersModel.prototype.fitLoop).toBe(fitLoop);
  expect(tf.engine().setBackend).toBe(setBackend);
});
