import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPing } from "../../../../src/page/sandbox/ping.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("asking the frame whether it is alive", () => {
  test("succeeds at the first answer, for everyone who waits", async () => {
    const ping = createPing(() => setTimeout(ping.answer, 5));
    const both = Promise.all([ping.isAnswered(10_000), ping.isAnswered(10_000)]);
    await vi.advanceTimersByTimeAsync(5);
    expect(await both).toEqual([true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("succeeds if the frame's script starts late and the first questions are lost", async () => {
    let isListening = false;
    const ping = createPing(() => isListening && ping.answer());
    const alive = ping.isAnswered(10_000);
    await vi.advanceTimersByTimeAsync(4_000);
    isListening = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await alive).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("fails without an answer, and asks no more", async () => {
    const ask = vi.fn();
    const alive = createPing(ask).isAnswered(10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await alive).toBe(false);
    const asked = ask.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask.mock.calls.length).toBe(asked);
  });
});
