import { useComputed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { BackIcon, ForwardIcon, PauseIcon, PlayIcon, StartIcon } from "../controls/icons.tsx";
import { useFigure } from "../figure-host.tsx";
import { useReducedMotion } from "../media.ts";
import type { Playback } from "./playback.ts";

/**
 * Buttons to play, pause and step, and a scrubber. Anywhere in it the arrow keys step, Home and End go to the ends, and
 * Space plays. Playing stops when the figure leaves the screen, and is disabled under reduced motion.
 */
export function Player(props: { readonly playback: Playback; readonly noun: string }): JSX.Element {
  const { playback, noun } = props;
  const { id } = useFigure();
  const element = useRef<HTMLDivElement>(null);
  const reduced = useReducedMotion();
  useEffect(() => {
    if (reduced) playback.pause();
    playback.mayPlay.value = !reduced;
  }, [reduced, playback]);
  useTicking(playback);
  usePauseOffScreen(playback, element);

  const frame = playback.frame.value;
  const length = playback.length.value;
  const playing = playback.playing.value;
  const description = useComputed(() => `${noun} ${playback.frame.value + 1} of ${playback.length.value}`);

  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => playback.step(-1),
      ArrowRight: () => playback.step(1),
      Home: () => playback.seek(0),
      End: () => playback.seek(length - 1),
    };
    const inScrubber = event.target instanceof HTMLInputElement;
    const act = event.key === " " && inScrubber ? playback.toggle : actions[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div ref={element} class="fig-player" role="group" aria-label="Player" onKeyDown={onKeyDown}>
      <button
        type="button"
        class="fig-button fig-play"
        aria-label={playing ? "Pause" : "Play"}
        aria-disabled={reduced}
        aria-describedby={reduced ? `${id}-reduced` : undefined}
        title={playing ? "Pause" : "Play"}
        onClick={playback.toggle}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button
        type="button"
        class="fig-button"
        aria-label="Back to the start"
        title="Back to the start"
        onClick={() => playback.seek(0)}
      >
        <StartIcon />
      </button>
      <button
        type="button"
        class="fig-button"
        aria-label="One step back"
        title="One step back"
        onClick={() => playback.step(-1)}
      >
        <BackIcon />
      </button>
      <button
        type="button"
        class="fig-button"
        aria-label="One step forward"
        title="One step forward"
        onClick={() => playback.step(1)}
      >
        <ForwardIcon />
      </button>
      <input
        type="range"
        class="fig-range"
        aria-label={`${noun} shown`}
        aria-valuetext={description.value}
        min={0}
        max={Math.max(0, length - 1)}
        value={frame}
        onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
      />
      <span class="fig-count" aria-hidden="true">
        {frame + 1} / {length}
      </span>
      {reduced && (
        <span class="fig-remark" id={`${id}-reduced`}>
          Your system asks for less motion: step by hand.
        </span>
      )}
    </div>
  );
}

function useTicking(playback: Playback): void {
  useSignalEffect(() => {
    if (!playback.playing.value) return;
    const timer = setInterval(playback.advance, playback.interval.value);
    return () => clearInterval(timer);
  });
}

function usePauseOffScreen(playback: Playback, element: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => !entry.isIntersecting)) playback.pause();
    });
    // Observe the whole figure: its top may be in view while the player is below the edge.
    observer.observe(element.current.closest(".fig") ?? element.current);
    return () => observer.disconnect();
  }, [playback, element]);
}
