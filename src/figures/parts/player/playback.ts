import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** The state of a player: the current frame, counted from 0, of `length`. */
export interface Playback {
  readonly frame: ReadonlySignal<number>;
  readonly length: ReadonlySignal<number>;
  readonly playing: ReadonlySignal<boolean>;
  /** False under reduced motion: then `toggle` does nothing. */
  readonly mayPlay: Signal<boolean>;
  /** Whether later frames are still to come; false while the reader looks at the finished whole. */
  readonly unfolding: ReadonlySignal<boolean>;
  /** Counts the steps that the reader made by hand, which are announced. */
  readonly interactions: ReadonlySignal<number>;
  /** Milliseconds per frame while playing. */
  readonly interval: ReadonlySignal<number>;
  /** By hand: goes some frames forward or back and stops playing. */
  step(by: number): void;
  /** By hand: goes to a frame and stops playing. */
  seek(to: number): void;
  /** Shows one frame of the finished whole. No interaction: the cell that was chosen is read out anyway. */
  choose(to: number): void;
  /** Shows the finished whole, for paper; returns what takes it back. */
  still(): () => void;
  /** Plays from here, or from the start if at the end; or pauses. */
  toggle(): void;
  pause(): void;
  /** While playing: shows the next frame; stops at the last. */
  advance(): void;
}

const WHOLE_PASS_MS = 24_000;
const SLOWEST_MS = 800;
const FASTEST_MS = 40;

/** A playback that begins at frame `start`. A short pass takes 0.8 s per frame, a long one 24 s in total, slow enough to follow. */
export function createPlayback(length: ReadonlySignal<number>, start = 0): Playback {
  const chosen = signal(start);
  const interactions = signal(0);
  const unfolding = signal(true);
  const last = computed(() => Math.max(0, length.value - 1));
  const frame = computed(() => Math.min(chosen.value, last.value));
  const motion = createMotion({ chosen, frame, last, unfolding });
  const goTo = (to: number, unfolds: boolean) => {
    motion.pause();
    unfolding.value = unfolds;
    chosen.value = Math.max(0, Math.min(last.value, Math.round(to)));
  };
  const seek = (to: number) => {
    goTo(to, true);
    interactions.value += 1;
  };
  return {
    ...motion,
    frame,
    length,
    interactions,
    interval: computed(() =>
      Math.max(FASTEST_MS, Math.min(SLOWEST_MS, WHOLE_PASS_MS / Math.max(1, length.value))),
    ),
    unfolding,
    seek,
    step: (by) => seek(frame.value + by),
    choose: (to) => goTo(to, false),
    still() {
      const before = unfolding.value;
      unfolding.value = false;
      return () => {
        unfolding.value = before;
      };
    },
  };
}

interface Frames {
  readonly chosen: Signal<number>;
  readonly frame: ReadonlySignal<number>;
  readonly last: ReadonlySignal<number>;
  readonly unfolding: Signal<boolean>;
}

/** Playing and pausing. */
function createMotion({ chosen, frame, last, unfolding }: Frames) {
  const mayPlay = signal(true);
  const wanted = signal(false);
  const playing = computed(() => wanted.value && mayPlay.value);
  return {
    mayPlay,
    playing,
    pause(): void {
      wanted.value = false;
    },
    toggle(): void {
      if (!mayPlay.value) return;
      if (!playing.value && frame.value === last.value) chosen.value = 0;
      unfolding.value = true;
      wanted.value = !wanted.value;
    },
    advance(): void {
      if (frame.value >= last.value) wanted.value = false;
      else chosen.value = frame.value + 1;
    },
  };
}
