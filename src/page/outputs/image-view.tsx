import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Image } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { drawWhenNear } from "./draw-when-near.ts";

/** Images with fewer pixels than this per side are enlarged, each pixel a sharp square. */
const SMALL = 200;
const TARGET = 224;

/** Pixels on a canvas. */
export function ImageView({ output }: { readonly output: Image }) {
  const { width, height, alt } = output;
  const { canvas, isBroken } = useDrawing(output);
  if (isBroken || !hasLength(output)) {
    return (
      <p data-output="image" class="out-note">
        {words.outputs.imageBroken(`${width} × ${height}`, width * height * 4)}
      </p>
    );
  }
  const size = words.outputs.pixels(`${width} × ${height}`);
  const isSmall = Math.max(width, height) < SMALL;
  const scale = isSmall ? Math.max(1, Math.floor(TARGET / Math.max(width, height))) : 1;
  return (
    <figure data-output="image" class="out-image">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={alt || size}
        class={isSmall ? "is-pixelated" : undefined}
        style={{ width: `${width * scale}px` }}
      />
      <figcaption>
        {alt} <span class="out-note">{size}</span>
      </figcaption>
    </figure>
  );
}

/** Draws the image once its canvas is near the window: decoding many images takes long, such as after a reload. */
function useDrawing(output: Image) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const broken = useSignal<Image | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    return drawWhenNear(element, {
      weight: 0,
      draw() {
        if (!draw(element, output)) broken.value = output;
      },
      erase: () => undefined,
    });
  }, [output]);
  return { canvas, isBroken: broken.value === output };
}

/** Returns false if the image's data is broken. */
function draw(canvas: HTMLCanvasElement, output: Image): boolean {
  const pixels = decodePixels(output);
  if (pixels === null) return false;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, output.width, output.height), 0, 0);
  return true;
}

/** Whether the data is about as long as the image's size needs. */
function hasLength({ width, height, rgba }: Image): boolean {
  return rgba.length === Math.ceil((width * height * 4) / 3) * 4;
}

type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** The bytes of the image; null if their number does not match its size. */
export function decodePixels(image: Image): Pixels | null {
  const { width, height, rgba } = image;
  const length = width * height * 4;
  if (!hasLength(image)) return null;
  try {
    const text = atob(rgba);
    const pixels = new Uint8ClampedArray(text.length);
    for (let at = 0; at < text.length; at += 1) pixels[at] = text.charCodeAt(at);
    return pixels.length === length ? pixels : null;
  } catch {
    return null;
  }
}
