import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { afterLayout } from "../after-layout.ts";
import { useThemeVersion } from "../media.ts";
import { type PixelPicture, paintPixels, parseColour, type Ramp } from "./pixels.ts";

/**
 * A picture on a canvas, `side` canvas pixels per cell, scaled up crisply by CSS. Its colours are those that CSS
 * gives it (`.fig-canvas`), so it follows light and dark. Decorative: what it shows is said elsewhere.
 */
export function PixelCanvas(props: {
  readonly picture: PixelPicture;
  readonly side: number;
  /** The colours also depend on this. */
  readonly part?: string;
  readonly style?: Readonly<Record<string, string>>;
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeVersion();
  const { values, channel, span, known, hatched } = props.picture;
  const { side } = props;
  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) return;
    return afterLayout(target, () =>
      draw(target, { values, channel, span, known, hatched }, readRamp(target), side),
    );
  }, [values, channel, span, known, hatched, side, theme, props.part]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus.
    <canvas
      ref={canvas}
      class="fig-canvas"
      aria-hidden="true"
      // Set here and not when drawing: a new size would cause another layout.
      width={values.width * side}
      height={values.height * side}
      style={props.style}
    />
  );
}

function draw(canvas: HTMLCanvasElement, picture: PixelPicture, ramp: Ramp, side: number): void {
  const context = canvas.getContext("2d");
  if (context === null || canvas.width === 0 || canvas.height === 0) return;
  const bytes = paintPixels(picture, ramp, side);
  context.putImageData(new ImageData(bytes, canvas.width, canvas.height), 0, 0);
}

/** The canvas's own colour and three of the page's, which are registered and therefore read as resolved colours. */
function readRamp(canvas: HTMLCanvasElement): Ramp {
  const style = getComputedStyle(canvas);
  return {
    zero: parseColour(style.getPropertyValue("--raised")),
    tint: parseColour(style.color),
    negative: parseColour(style.getPropertyValue("--soft")),
    ink: parseColour(style.getPropertyValue("--ink")),
  };
}
