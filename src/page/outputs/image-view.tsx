import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Image } from "../../protocol/output.ts";

/** Images with fewer pixels than this per side are enlarged, each pixel a sharp square. */
const SMALL = 200;
const TARGET = 224;

/** Pixels on a canvas. */
export function ImageView({ output }: { readonly output: Image }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, alt } = output;
  const pixels = useMemo(() => decodePixels(output), [output]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context && pixels !== null) draw(context, width, height, pixels);
  }, [width, height, pixels]);
  if (pixels === null) {
    return (
      <p data-output="image" class="out-note">
        This {width} × {height} image cannot be shown: its data is not {width * height * 4} bytes long.
      </p>
    );
  }
  const isSmall = Math.max(width, height) < SMALL;
  const scale = isSmall ? Math.max(1, Math.floor(TARGET / Math.max(width, height))) : 1;
  return (
    <figure data-output="image" class="out-image">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={alt}
        class={isSmall ? "is-pixelated" : undefined}
        style={{ width: `${width * scale}px` }}
      />
      <figcaption>
        {alt}
        <span class="out-note">
          {" "}
          {width} × {height} pixels
        </span>
      </figcaption>
    </figure>
  );
}

function draw(context: CanvasRenderingContext2D, width: number, height: number, pixels: Pixels): void {
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
}

type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** The bytes of the image; null if their number does not match its size. */
export function decodePixels({ width, height, rgba }: Image): Pixels | null {
  const length = width * height * 4;
  if (Math.ceil(length / 3) * 4 !== rgba.length) return null;
  try {
    const text = atob(rgba);
    const pixels = new Uint8ClampedArray(text.length);
    for (let at = 0; at < text.length; at += 1) pixels[at] = text.charCodeAt(at);
    return pixels.length === length ? pixels : null;
  } catch {
    return null;
  }
}
