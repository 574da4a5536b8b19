import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LessonParts } from "../../../../src/page/work/lesson-parts.ts";
import { withPart } from "../../../../src/page/work/load-part.ts";

describe("a part of the page that is loaded when it is needed", () => {
  const notify = vi.fn<LessonParts["notify"]>();
  const use = vi.fn();

  beforeEach(() => {
    vi.stubGlobal("document", {});
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    notify.mockReset();
    use.mockReset();
  });

  it("is used without a notice", async () => {
    await withPart(async () => "the part", notify, use);
    expect(use.mock.calls).toEqual([["the part"]]);
    expect(notify).not.toHaveBeenCalled();
  });

  it("that cannot be loaded is reported, and used when the reader tries again and it can", async () => {
    const load = vi.fn(async () => "the part");
    load.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    load.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const tryAgain = () => notify.mock.lastCall?.[1]?.act();
    await withPart(load, notify, use);
    expect(notify.mock.calls).toEqual([
      [
        expect.stringMatching(/could not be loaded.*Check your connection/),
        { label: "Try again", act: expect.any(Function) },
        "missing-part",
      ],
    ]);
    tryAgain();
    await vi.waitFor(() => expect(notify).toHaveBeenCalledTimes(2));
    expect(use).not.toHaveBeenCalled();
    tryAgain();
    await vi.waitFor(() => expect(use.mock.calls).toEqual([["the part"]]));
    expect(notify).toHaveBeenCalledTimes(2);
  });

  it("does not take an error of its own for a failure to load", async () => {
    use.mockRejectedValueOnce(new Error("of the part"));
    await expect(withPart(async () => "the part", notify, use)).rejects.toThrow("of the part");
    expect(notify).not.toHaveBeenCalled();
  });
});
