import { describe, expect, test } from "vitest";
import {
  decide,
  type Measurement,
  tooShort,
  unmeasured,
} from "../../../../../src/runtime/backends/calibration/decision.ts";

const takes = (ms: number): Measurement => ({ type: "measured", ms });
const failed = (why: string): Measurement => ({ type: "failed", why });

describe("the decision between two backends", () => {
  test("is for the faster one, with both numbers", () => {
    expect(decide({ wasm: takes(0.93), gpu: takes(4.12) }, "webgpu", "webgpu")).toEqual({
      backend: "wasm",
      reason: "Measured at the first fit of this model: 0.9 ms per step here, 4.1 ms on the GPU (WebGPU).",
      lasting: true,
    });
    expect(decide({ wasm: takes(1234), gpu: takes(18.4) }, "webgl", "webgl")).toEqual({
      backend: "webgl",
      reason: "Measured at the first fit of this model: 18 ms per step here, 1.2 s on WASM.",
      lasting: true,
    });
  });

  test("is for the backend that holds the data when there is hardly a difference", () => {
    const measurements = { wasm: takes(10), gpu: takes(10.5) };
    expect(decide(measurements, "webgl", "webgl").backend).toBe("webgl");
    expect(decide(measurements, "webgl", "wasm").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(9.5) }, "webgl", "wasm").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(11.5) }, "webgl", "webgl").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(8.5) }, "webgl", "wasm").backend).toBe("webgl");
  });

  test("is for the one that works, and says what the other did", () => {
    expect(
      decide({ wasm: takes(2), gpu: failed("The device is lost.\nat line 1") }, "webgpu", "webgpu"),
    ).toEqual({
      backend: "wasm",
      reason:
        "Measured at the first fit of this model: 2.0 ms per step here; the GPU (WebGPU) cannot train it (The device is lost).",
      lasting: true,
    });
    expect(decide({ wasm: takes(2), gpu: { type: "timed-out", afterMs: 1500 } }, "webgl", "webgl")).toEqual({
      backend: "wasm",
      reason:
        "Measured at the first fit of this model: 2.0 ms per step here; the GPU (WebGL) did not finish its first step within 1.5 s.",
      lasting: true,
    });
    expect(
      decide({ wasm: failed("Kernel 'Conv3D' not registered"), gpu: takes(7) }, "webgl", "wasm"),
    ).toMatchObject({ backend: "webgl", lasting: true });
  });

  test("changes nothing, and does not last, when neither works", () => {
    const decision = decide({ wasm: failed("one thing"), gpu: failed("another") }, "webgl", "webgl");
    expect(decision).toMatchObject({ backend: "webgl", lasting: false });
    expect(decision.reason).toMatch(/another.*one thing/);
  });
});

test("a short training stays on WASM, this time", () => {
  expect(tooShort(1, 300)).toEqual({
    backend: "wasm",
    reason: "Training takes about 300 ms here, less than measuring the GPU would.",
    lasting: false,
  });
});

test("an error message of several pages is shortened", () => {
  const { reason } = unmeasured("webgl", `${"x".repeat(5000)}\nand more`);
  expect(reason.length).toBeLessThan(300);
  expect(reason).not.toContain("\n");
});
