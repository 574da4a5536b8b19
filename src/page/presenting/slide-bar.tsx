import type { ReadonlySignal } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { SlideCommand } from "./slide-keys.ts";

/** What is at the foot of every slide. */
export interface SlideBarProps {
  readonly title: ReadonlySignal<string>;
  /** From 0. */
  readonly index: ReadonlySignal<number>;
  readonly count: ReadonlySignal<number>;
  readonly act: (command: SlideCommand) => void;
}

export function SlideBar({ title, index, count, act }: SlideBarProps) {
  const button = (label: string, keys: string, command: SlideCommand, sign: string, disabled = false) => (
    <button
      type="button"
      class="slide-button"
      aria-label={label}
      title={`${label} (${keys})`}
      // Not disabled: the focus would be lost at the last slide.
      aria-disabled={disabled || undefined}
      onClick={() => act(command)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={sign} />
      </svg>
    </button>
  );
  return (
    <nav class="slide-bar" aria-label={words.slides.slides} lang={words.language}>
      <span class="slide-title">{title}</span>
      {button(words.slides.previousSlide, "←", "previous", "M10 3L5 8l5 5", index.value === 0)}
      <span class="slide-number" aria-label={words.slides.slide(index.value + 1, count.value)} role="img">
        {index.value + 1} / {count.value}
      </span>
      {button(words.slides.nextSlide, "→", "next", "M6 3l5 5-5 5", index.value === count.value - 1)}
      {button(words.slides.fullScreen, "F", "full-screen", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4")}
      {button(words.slides.presenterView, "P", "presenter-view", "M2 2h12v8H2zM5 14h6M8 10v4")}
      {button(words.slides.leave, "Esc", "leave", "M3 3l10 10M13 3L3 13")}
    </nav>
  );
}
