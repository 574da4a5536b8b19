import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { figureWords } from "../../../words/figure-words.ts";
import type { FigureContext, SampleImages } from "../../figure.ts";
import { type RgbaPixels, resample } from "../../maths/resample.ts";
import { mapValues, type Volume, valueAt, volume, volumeFrom } from "../../maths/volume.ts";
import { createDrawing, type Drawing } from "./drawing.ts";

/** Where a figure's image comes from. */
export type ImageKind = "sample" | "drawing" | "upload";

/** The image that a figure works on, as chosen by the reader. Values 0 to 255. */
export interface ImageSource {
  readonly size: number;
  readonly kind: Signal<ImageKind>;
  readonly samples: ReadonlySignal<SampleImages | null>;
  /** The index of the chosen sample. */
  readonly sample: Signal<number>;
  /** The reader's own picture, once there is one. */
  readonly upload: ReadonlySignal<Volume | null>;
  /** What the reader draws; a grid that shows it takes it as its `painting`. */
  readonly drawing: Drawing;
  /** [size, size, channels]; a grey picture has its brightness in every channel. */
  readonly image: ReadonlySignal<Volume>;
  /** What the image is, within a sentence. */
  readonly name: ReadonlySignal<string>;
  /** What went wrong with the samples or an upload, and what to do; null if nothing did. */
  readonly fault: ReadonlySignal<string | null>;
  /** Loads the samples again after a failure. */
  retrySamples(): void;
  /** Reads an uploaded image, which never leaves the page. */
  read(file: File): Promise<void>;
}

/** The side of samples, drawings and uploads, in pixels. */
const SIDE = 28;

/** Fashion-MNIST's ankle boots, which have edges in every direction. */
const FIRST_LABEL = 9;

interface SourceOptions {
  readonly channels?: 1 | 3;
  /** The class whose first sample is shown at first. */
  readonly label?: number;
  readonly kind?: ImageKind;
}

/** Shows a ready-made drawing until the samples are loaded, then the first sample of a class. */
export function createImageSource(context: FigureContext, options: SourceOptions = {}): ImageSource {
  const { channels = 1 } = options;
  const kind = signal<ImageKind>("drawing");
  const drawing = createDrawing(readyMadeDrawing());
  const { upload, fault: uploadFault, read } = createUpload(channels, kind);
  const { samples, sample, chosen, fault: samplesFault, load } = createSamples(context, options, kind);
  const current = computed(() => {
    if (kind.value === "upload" && upload.value !== null) return upload.value;
    if (kind.value === "sample" && chosen.value !== undefined)
      return volume(SIDE, SIDE, 1, chosen.value.pixels);
    return drawing.picture.value;
  });
  // Another picture was chosen, or something drawn.
  effect(() => {
    void current.value;
    uploadFault.value = null;
  });
  return {
    size: SIDE,
    kind,
    samples,
    sample,
    upload,
    drawing,
    fault: computed(() => uploadFault.value ?? samplesFault.value),
    image: computed(() => withChannels(current.value, channels)),
    name: computed(() => {
      if (kind.value === "upload" && upload.value !== null) return figureWords.parts.ownPicture;
      if (kind.value === "sample" && chosen.value !== undefined) return chosen.value.name;
      return figureWords.parts.ownDrawing;
    }),
    retrySamples: load,
    read,
  };
}

/** The reader's own picture. */
function createUpload(channels: 1 | 3, kind: Signal<ImageKind>) {
  const upload = signal<Volume | null>(null);
  const fault = signal<string | null>(null);
  return {
    upload,
    fault,
    async read(file: File): Promise<void> {
      fault.value = null;
      try {
        upload.value = await readUpload(file, channels);
        kind.value = "upload";
      } catch {
        fault.value = figureWords.parts.notAPicture(file.name);
      }
    },
  };
}

/** The sample images, which are loaded at once. When they are there, `kind` becomes that of a sample, if that is wanted. */
function createSamples(context: FigureContext, options: SourceOptions, kind: Signal<ImageKind>) {
  const samples = signal<SampleImages | null>(null);
  const sample = signal(0);
  const fault = signal<string | null>(null);
  const show = (found: SampleImages): void => {
    const isFirst = samples.value === null;
    samples.value = found;
    fault.value = null;
    if (!isFirst) {
      if (found.images[sample.value] === undefined) sample.value = 0;
      return;
    }
    const wanted = options.label ?? FIRST_LABEL;
    const index = found.images.findIndex(({ label }) => label === wanted);
    sample.value = Math.max(0, index);
    if (found.images.length > 0 && (options.kind ?? "sample") === "sample") kind.value = "sample";
  };
  const load = (): void => {
    context.sampleImages().then(show, () => {
      fault.value = figureWords.parts.imagesMissing;
    });
  };
  load();
  return { samples, sample, chosen: computed(() => samples.value?.images[sample.value]), fault, load };
}

/** In Fashion-MNIST dark is 255 and the light background 0; a greyscale upload should match. */
async function readUpload(file: File, channels: 1 | 3): Promise<Volume> {
  const picture = resample(await pixelsOf(file), SIDE, channels, 255);
  return mapValues(picture, (value) => Math.round(channels === 1 ? 255 - value : value));
}

/** The initial drawing: a ring and a slanted stroke, which have edges in every direction. */
export function readyMadeDrawing(): Volume {
  const soft = (distance: number) => 255 * Math.max(0, Math.min(1, 1.6 - distance));
  return volumeFrom(SIDE, SIDE, 1, (row, column) => {
    const ring = Math.abs(Math.hypot(row - 11.5, column - 11.5) - 7);
    const along = Math.max(17, Math.min(23.5, (row + column) / 2));
    const stroke = Math.hypot(row - along, column - along) * 0.75;
    return Math.round(Math.max(soft(ring), soft(stroke)));
  });
}

function withChannels(image: Volume, channels: 1 | 3): Volume {
  if (image.channels === channels) return image;
  return volumeFrom(image.height, image.width, channels, (row, column) => valueAt(image, row, column));
}

/** Larger images are scaled by the browser first: resampling a photograph of 50 megapixels would block the page. */
const LARGEST_SIDE = 512;

async function pixelsOf(file: File): Promise<RgbaPixels> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, LARGEST_SIDE / Math.min(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    if (context === null) throw new Error(figureWords.parts.noCanvas);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  } finally {
    bitmap.close();
  }
}
