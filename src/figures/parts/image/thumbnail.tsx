import type { JSX } from "preact";
import { extent, type Volume } from "../../maths/volume.ts";
import { PixelCanvas } from "./canvas.tsx";

/** A small picture of a volume's first channel, or of its three channels as colours. Needs a text beside it. */
export function Thumbnail(props: {
  readonly picture: Volume;
  readonly size?: number;
  readonly span?: number;
}): JSX.Element {
  const { picture, size = 34 } = props;
  const { low, high } = extent(picture);
  const span = props.span ?? (low >= 0 && high <= 255 ? 255 : Math.max(-low, high));
  return (
    <PixelCanvas
      picture={{
        values: picture,
        channel: picture.channels === 3 ? "rgb" : 0,
        span,
        known: Number.POSITIVE_INFINITY,
        hatched: false,
      }}
      side={1}
      style={{ width: `${size}px`, height: `${size}px` }}
    />
  );
}
