import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { createPlayback } from "../../../../../src/figures/parts/player/playback.ts";

describe("createPlayback", () => {
  test("stays within its length, also when that shrinks", () => {
    const length = signal(25);
    const playback = createPlayback(length, 20);
    playback.step(100);
    expect(playback.frame.value).toBe(24);
    length.value = 4;
    expect(playback.frame.value).toBe(3);
    playback.seek(-5);
    expect(playback.frame.value).toBe(0);
    length.value = 0;
    playback.step(1);
    expect(playback.frame.value).toBe(0);
  });

  test("plays to the end, stops there, and starts over", () => {
    const playback = createPlayback(signal(3));
    playback.toggle();
    playback.advance();
    playback.advance();
    expect([playback.frame.value, playback.playing.value]).toEqual([2, true]);
    playback.advance();
    expect([playback.frame.value, playback.playing.value]).toEqual([2, false]);
    playback.toggle();
    expect([playback.frame.value, playback.playing.value]).toEqual([0, true]);
  });

  test("any step by hand stops playing and counts as an action; playing does not", () => {
    const playback = createPlayback(signal(9));
    playback.toggle();
    playback.advance();
    expect(playback.interactions.value).toBe(0);
    playback.step(1);
    expect([playback.playing.value, playback.interactions.value, playback.frame.value]).toEqual([
      false,
      1,
      2,
    ]);
  });

  test("choosing a step shows the finished whole, playing unfolds it again", () => {
    const playback = createPlayback(signal(9));
    playback.choose(5);
    expect([playback.unfolding.value, playback.frame.value]).toEqual([false, 5]);
    playback.toggle();
    expect(playback.unfolding.value).toBe(true);
  });

  test("does not play for readers who ask for less motion, and steps by hand all the same", () => {
    const playback = createPlayback(signal(9), 8);
    playback.mayPlay.value = false;
    playback.toggle();
    expect([playback.playing.value, playback.frame.value]).toEqual([false, 8]);
    playback.step(-1);
    expect(playback.frame.value).toBe(7);
  });

  test("gives each step of a short pass time to be followed, and does not let a long one drag on", () => {
    expect(createPlayback(signal(9)).interval.value).toBeGreaterThanOrEqual(500);
    expect(createPlayback(signal(676)).interval.value * 676).toBeLessThanOrEqual(60_000);
  });
});
