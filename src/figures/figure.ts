import type { ReadonlySignal, Signal } from "@preact/signals";
import type * as v from "valibot";
import type { Json } from "../protocol/json.ts";

/** The attributes of a figure's div as a lesson writes them: `input=7` is `{ input: "7" }`. */
export type WrittenAttributes = Readonly<Record<string, string>>;

/** Parses written attributes: turns strings into numbers and choices, and supplies the defaults. */
export type AttributeSchema<Attributes = unknown> = v.GenericSchema<unknown, Attributes>;

/** A figure as the page and the build see it; `defineFigure` makes one. */
export interface Figure {
  readonly attributes: AttributeSchema;
  /** The figure's height right after it is drawn, so that the page can reserve it; null for invalid attributes. */
  reservedHeight(attributes: WrittenAttributes): ReservedHeight | null;
  /**
   * Draws the figure into the empty `host` and returns what removes it.
   * @throws if the attributes are invalid.
   */
  mount(host: HTMLElement, attributes: WrittenAttributes, context: FigureContext): () => void;
}

/** In CSS pixels: in the reading column of a wide window, and on a phone. */
export interface ReservedHeight {
  readonly wide: number;
  readonly narrow: number;
}

/** What every figure's model has in common. */
export interface FigureModel {
  /** Counts what the reader did with the figure. Each increase is followed by an announcement. */
  readonly interactions: ReadonlySignal<number>;
  /** Called when the figure is removed. */
  dispose?(): void;
  /**
   * Shows the most informative state for printing, and returns a function that undoes it. Called only while the reader
   * has not changed anything. Needed only if the first state is not informative.
   */
  still?(): () => void;
}

/** What the page provides to a figure. */
export interface FigureContext {
  /** Prefix for ids inside the figure, unique on the page. */
  readonly id: string;
  /** A few images of Fashion-MNIST, or synthetic ones where those are not available. A failed load is retried. */
  sampleImages(): Promise<SampleImages>;
  /** Whether a runtime is there to receive what is sent; changes as the reader runs and restarts. */
  readonly ready: ReadonlySignal<boolean>;
  /** Whether the page is being printed. */
  readonly printing: ReadonlySignal<boolean>;
  /** What the runtime last sent to this figure, for figures that show the reader's model. */
  readonly state: Signal<Json | undefined>;
  /** Sends the reader's choice to the runtime. */
  send(value: Json): void;
  /**
   * Defers a part of the first drawing to a task of its own, so that no figure blocks scrolling. A figure counts as
   * drawn once all its parts are. For printing they follow immediately, so `draw` must be synchronous.
   */
  later(draw: () => void): void;
}

/** Images to show in figures. `pixels`: height × width, row by row, 0 (background) to 255. */
export interface SampleImages {
  /** True if they replace the real dataset. */
  readonly synthetic: boolean;
  /** True if they do because of a failed download, which may succeed the next time. */
  readonly retriable: boolean;
  readonly height: number;
  readonly width: number;
  readonly images: readonly { readonly label: number; readonly name: string; readonly pixels: Uint8Array }[];
}
