import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { figureWords } from "../../../words/figure-words.ts";
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
  const reasonId = reduced ? `${id}-reduced` : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div
      ref={element}
      class="fig-player"
      role="group"
      aria-label={figureWords.parts.player}
      onKeyDown={(event) => actOnKey(event, playback)}
    >
      <PlayButton playback={playback} reasonId={reasonId} />
      <StepButtons playback={playback} />
      <Scrubber playback={playback} noun={noun} />
      {reduced && (
        <span class="fig-remark" id={reasonId}>
          {figureWords.parts.lessMotion}
        </span>
      )}
    </div>
  );
}

function actOnKey(event: KeyboardEvent, playback: Playback): void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => playback.step(-1),
    ArrowRight: () => playback.step(1),
    Home: () => playback.seek(0),
    End: () => playback.seek(playback.length.value - 1),
  };
  const inScrubber = event.target instanceof HTMLInputElement;
  const act = event.key === " " && inScrubber ? playback.toggle : actions[event.key];
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

interface PlaybackProps {
  readonly playback: Playback;
}

/** `reasonId`: the element that says why it cannot play, if so. */
function PlayButton(props: PlaybackProps & { readonly reasonId: string | undefined }): JSX.Element {
  const { playback, reasonId } = props;
  const playing = playback.playing.value;
  return (
    <button
      type="button"
      class="fig-button fig-play"
      aria-label={playing ? figureWords.parts.pause : figureWords.parts.play}
      aria-disabled={reasonId !== undefined}
      aria-describedby={reasonId}
      title={playing ? figureWords.parts.pause : figureWords.parts.play}
      onClick={playback.toggle}
    >
      {playing ? <PauseIcon /> : <PlayIcon />}
    </button>
  );
}

function StepButtons({ playback }: PlaybackProps): JSX.Element {
  const frame = playback.frame.value;
  const isFirst = frame === 0;
  const isLast = frame >= playback.length.value - 1;
  return (
    <>
      <StepButton
        label={figureWords.parts.toStart}
        // At the finished whole, it starts over with the first frame alone.
        disabled={isFirst && playback.unfolding.value}
        onClick={() => playback.seek(0)}
      >
        <StartIcon />
      </StepButton>
      <StepButton label={figureWords.parts.back} disabled={isFirst} onClick={() => playback.step(-1)}>
        <BackIcon />
      </StepButton>
      <StepButton label={figureWords.parts.forward} disabled={isLast} onClick={() => playback.step(1)}>
        <ForwardIcon />
      </StepButton>
    </>
  );
}

function StepButton(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { label, disabled, onClick, children } = props;
  return (
    <button
      type="button"
      class="fig-button"
      aria-label={label}
      aria-disabled={disabled}
      title={label}
      onClick={disabled ? undefined : onClick}
    >
      {children}
    </button>
  );
}

function Scrubber({ playback, noun }: PlaybackProps & { readonly noun: string }): JSX.Element {
  const frame = playback.frame.value;
  const length = playback.length.value;
  return (
    <>
      <input
        type="range"
        class="fig-range"
        aria-label={figureWords.parts.shown(noun)}
        aria-valuetext={figureWords.parts.frame(noun, frame + 1, length)}
        min={0}
        max={Math.max(0, length - 1)}
        value={frame}
        onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
      />
      <span class="fig-count" aria-hidden="true">
        {frame + 1} / {length}
      </span>
    </>
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
