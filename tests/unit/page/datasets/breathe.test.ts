import { afterEach, describe, expect, it, vi } from "vitest";
import { breather } from "../../../../src/page/datasets/breathe.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("long work", () => {
  it("yields when its time is used up, without timers, which are slow in hidden tabs", async () => {
    vi.stubGlobal("setTimeout", () => {
      throw new Error("A hidden tab has no time.");
    });
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    const breathe = breather();
    expect(await breathe()).toBe(false);
    clock.mockReturnValue(1000);
    expect(await breathe()).toBe(true);
    expect(await breathe()).toBe(false);
  });
});
