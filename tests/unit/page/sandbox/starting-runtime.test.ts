import { describe, expect, it } from "vitest";
import type { RuntimeEnd } from "../../../../src/page/sandbox/host-state.ts";
import { followStart } from "../../../../src/page/sandbox/starting-runtime.ts";
import { words } from "../../../../src/words/words.ts";

function watched() {
  const ends: RuntimeEnd[] = [];
  let failures = 0;
  const listener = followStart({ onEvent: () => undefined, onRuntimeEnd: (end) => ends.push(end) }, () => {
    failures += 1;
  });
  return { listener, ends, failures: () => failures };
}

const crash = { type: "crashed", message: "The runtime crashed." } as const;

describe("a runtime that starts", () => {
  it("may have a damaged file if it crashes at once", () => {
    const { listener, ends, failures } = watched();
    listener.onRuntimeEnd(crash);
    expect(ends).toEqual([{ type: "crashed", message: words.runtime.crashedAtStart }]);
    expect(failures()).toBe(1);
  });

  it("may have one if it gives up", () => {
    const { listener, failures } = watched();
    listener.onEvent({ type: "boot-failed", message: "damaged" });
    expect(failures()).toBe(1);
  });

  it("has none if it crashes after it was ready", () => {
    const { listener, ends, failures } = watched();
    listener.onEvent({ type: "ready", backend: "wasm", reason: "" });
    listener.onRuntimeEnd(crash);
    expect(ends).toEqual([crash]);
    expect(failures()).toBe(0);
  });
});
