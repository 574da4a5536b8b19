import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { isSoftware } from "../../../../src/runtime/backends/start-backend.ts";
import { start } from "../start.ts";

describe("startBackend", () => {
  test("auto chooses WASM where there is no GPU, and says what it skipped", async () => {
    const { name, reason } = await start("auto");
    expect(name).toBe("wasm");
    expect(tf.getBackend()).toBe("wasm");
    expect(reason).toMatch(/WebGPU: .*WebGL: /);
    expect(await tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).array()).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  test("starts the requested one", async () => {
    expect(await start("cpu")).toEqual({ name: "cpu", reason: "Asked for in the address." });
    expect(tf.getBackend()).toBe("cpu");
  });

  test("names a backend that cannot run, and what is missing", async () => {
    await expect(start("webgpu")).rejects.toThrow(
      'The backend "webgpu" cannot run here: not available in this browser.',
    );
  });
});

test("software renderers are distinguished from hardware", () => {
  for (const name of [
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "llvmpipe (LLVM 15.0.7, 256 bits)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)",
    "google swiftshader",
  ]) {
    expect(isSoftware(name), name).toBe(true);
  }
  for (const name of [
    "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)",
    "Apple M1",
    "Mali-G78",
    "AMD Radeon 780M",
  ]) {
    expect(isSoftware(name), name).toBe(false);
  }
});
