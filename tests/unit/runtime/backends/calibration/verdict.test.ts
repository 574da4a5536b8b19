import { describe, expect, test } from "vitest";
import {
  decide,
  type Finding,
  tooShort,
  unmeasured,
} from "../../../../../src/runtime/backends/calibration/verdict.ts";

const takes = (ms: number): Finding => ({ type: "measured", ms });
const failed = (why: string): Finding => ({ type: "failed", why });

describe("the verdict on two backends", () => {
  test("goes to the quicker one, with both numbers", () => {
    expect(decide({ wasm: takes(0.93), gpu: takes(4.12) }, "webgpu", "webgpu")).toEqual({
      backend: "wasm",
      reason: "Measured at the first fit of this model: 0.9 ms a step here, 4.1 ms on the GPU (WebGPU).",
      lasting: true,
    });
    expect(decide({ wasm: takes(1234), gpu: takes(18.4) }, "webgl", "webgl")).toEqual({
      backend: "webgl",
      reason: "Measured at the first fit of this model: 18 ms a step here, 1.2 s on WASM.",
      lasting: true,
    });
  });

  test("stays where the data is when there is next to no difference", () => {
    const findings = { wasm: takes(10), gpu: takes(10.5) };
    expect(decide(findings, "webgl", "webgl").backend).toBe("webgl");
    expect(decide(findings, "webgl", "wasm").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(9.5) }, "webgl", "wasm").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(11.5) }, "webgl", "webgl").backend).toBe("wasm");
    expect(decide({ wasm: takes(10), gpu: takes(8.5) }, "webgl", "wasm").backend).toBe("webgl");
  });

  test("goes to the one that works, and says what the other did", () => {
    expect(
      decide({ wasm: takes(2), gpu: failed("The device is lost.\nat line 1") }, "webgpu", "webgpu"),
    ).toEqual({
      backend: "wasm",
      reason:
        "Measured at the first fit of this model: 2.0 ms a step here; the GPU (WebGPU) cannot train it (The device is lost).",
      lasting: true,
    });
    expect(decide({ wasm: takes(2), gpu: { type: "unfinished", afterMs: 1500 } }, "webgl", "webgl")).toEqual({
      backend: "wasm",
      reason:
        "Measured at the first fit of this model: 2.0 ms a step here; the GPU (WebGL) had not ended its first after 1.5 s.",
      lasting: true,
    });
    expect(
      decide({ wasm: failed("Kernel 'Conv3D' not registered"), gpu: takes(7) }, "webgl", "wasm"),
    ).toMatchObject({ backend: "webgl", lasting: true });
  });

  test("changes nothing, and keeps nothing, when neither works", () => {
    const verdict = decide({ wasm: failed("one thing"), gpu: failed("another") }, "webgl", "webgl");
    expect(verdict).toMatchObject({ backend: "webgl", lasting: false });
    expect(verdict.reason).toMatch(/another.*one thing/);
  });
});

test("a short training is WASM's, this time", () => {
  expect(tooShort(1, 1)).toEqual({
    backend: "wasm",
    reason: "Quicker than measuring the GPU: 1.0 ms a step here, and 1 step in all.",
    lasting: false,
  });
});

test("a fault that is pages long is told by its beginning", () => {
  const { reason } = unmeasured("webgl", `${"x".repeat(5000)}\nand more`);
  expect(reason.length).toBeLessThan(300);
  expect(reason).not.toContain("\n");
});
