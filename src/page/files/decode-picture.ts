import type { PictureRequest } from "../../protocol/lesson-file.ts";
import { words } from "../../words/words.ts";

/** The pixels of a picture. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** height × width × 4 values: red, green, blue, and opacity. */
  readonly pixels: ArrayBuffer;
}

/** Decodes a picture to the size that is asked for. */
export type DecodePicture = (content: Blob, wanted: PictureRequest) => Promise<DecodedPicture>;

/** The side of the largest picture, in pixels. */
const LARGEST_SIDE = 4096;

/**
 * Decodes a picture in a format of the browser, and scales it to the size that is asked for. The page does it, since
 * WebKit cannot decode pictures in the runtime's worker.
 * @throws Error with the rest of a sentence for the reader, if it is not a picture, or too large.
 */
export async function decodePicture(content: Blob, wanted: PictureRequest): Promise<DecodedPicture> {
  const image = new Image();
  const address = URL.createObjectURL(content);
  try {
    image.src = address;
    await image.decode().catch(() => {
      throw new Error(words.files.notAPicture);
    });
    const [width, height] = sizeOf(image, wanted);
    return { width, height, pixels: pixelsOf(image, width, height) };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function pixelsOf(image: HTMLImageElement, width: number, height: number): ArrayBuffer {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error(words.files.cannotDraw);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data.slice().buffer;
}

/** With one side, the other follows from the picture's own. */
export function sizeOf(
  { naturalWidth, naturalHeight }: Pick<HTMLImageElement, "naturalWidth" | "naturalHeight">,
  { width, height }: PictureRequest,
): readonly [width: number, height: number] {
  const ratio = naturalWidth / naturalHeight;
  const size = [
    Math.round(width ?? (height === null ? naturalWidth : height * ratio)),
    Math.round(height ?? (width === null ? naturalHeight : width / ratio)),
  ] as const;
  if (size.every((side) => side >= 1 && side <= LARGEST_SIDE)) return size;
  throw new Error(words.files.sizeImpossible(size.join(" × "), LARGEST_SIDE));
}
