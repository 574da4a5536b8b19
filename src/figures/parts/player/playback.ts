import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** Where a figure that can be played stands: a step out of `length`, counted from 0. */
export interface Playback {
  readonly position: ReadonlySignal<number>;
  readonly length: ReadonlySignal<number>;
  readonly playing: ReadonlySignal<boolean>;
  /** False for readers who ask for less motion: then `toggle` does nothing. */
  readonly mayPlay: Signal<boolean>;
  /** Whether what lies after the position is still to come; false where the reader looks at a finished whole. */
  readonly unfolding: ReadonlySignal<boolean>;
  /** Grows with every step that the reader made by hand: what is announced hangs on it. */
  readonly interactions: ReadonlySignal<number>;
  /** Milliseconds from step to step while playing. */
  readonly interval: ReadonlySignal<number>;
  /** By hand: goes some steps forward or back and stops playing. */
  step(by: number): void;
  /** By hand: goes to a step and stops playing. */
  seek(to: number): void;
  /** Looks at one step of the finished whole. Not counted as an action: a chosen cell speaks for itself. */
  choose(to: number): void;
  /** Plays on from here, from the start when at the end; or pauses. */
  toggle(): void;
  pause(): void;
  /** While playing: the next step; stops at the last. */
  advance(): void;
}

const WHOLE_PASS_MS = 24_000;
const SLOWEST_MS = 800;
const FASTEST_MS = 40;

/** A playback that has unfolded up to `start`. A short pass takes 0.8 s a step, a long one 24 s in all, so that an eye can follow. */
export function createPlayback(length: ReadonlySignal<number>, start = 0): Playback {
  const chosen = signal(start);
  const mayPlay = signal(true);
  const wanted = signal(false);
  const playing = computed(() => wanted.value && mayPlay.value);
  const interactions = signal(0);
  const unfolding = signal(true);
  const last = computed(() => Math.max(0, length.value - 1));
  const position = computed(() => Math.min(chosen.value, last.value));
  const clamp = (to: number) => Math.max(0, Math.min(last.value, Math.round(to)));
  const goTo = (to: number, unfolds: boolean) => {
    wanted.value = false;
    unfolding.value = unfolds;
    chosen.value = clamp(to);
  };
  const seek = (to: number) => {
    goTo(to, true);
    interactions.value += 1;
  };
  return {
    position,
    length,
    playing,
    interactions,
    interval: computed(() =>
      Math.max(FASTEST_MS, Math.min(SLOWEST_MS, WHOLE_PASS_MS / Math.max(1, length.value))),
    ),
    unfolding,
    seek,
    step: (by) => seek(position.value + by),
    mayPlay,
    pause() {
      wanted.value = false;
    },
    toggle() {
      if (!mayPlay.value) return;
      if (!playing.value && position.value === last.value) chosen.value = 0;
      unfolding.value = true;
      wanted.value = !wanted.value;
    },
    advance() {
      if (position.value >= last.value) wanted.value = false;
      else chosen.value = position.value + 1;
    },
    choose: (to) => goTo(to, false),
  };
}
