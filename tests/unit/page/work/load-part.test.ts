import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadPart } from "../../../../src/page/work/load-part.ts";

describe("a part of the page that is loaded when it is needed", () => {
  const notify = vi.fn();

  beforeEach(() => {
    vi.stubGlobal("document", {});
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    notify.mockReset();
  });

  it("is there without a notice", async () => {
    expect(await loadPart(async () => "the part", notify)).toBe("the part");
    expect(notify).not.toHaveBeenCalled();
  });

  it("that cannot be loaded is reported, and can be loaded later", async () => {
    const load = vi.fn(async () => "the part");
    load.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    expect(await loadPart(load, notify)).toBeNull();
    expect(notify.mock.calls).toEqual([
      [expect.stringMatching(/could not be loaded.*Check your connection/), null],
    ]);
    expect(await loadPart(load, notify)).toBe("the part");
    expect(notify).toHaveBeenCalledOnce();
  });
});
