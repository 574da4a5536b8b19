import type { ReadonlySignal, Signal } from "@preact/signals";
import type * as v from "valibot";
import type { Json } from "../protocol/json.ts";

/**
 * What every file of this folder exports beside each other: `attributes`, the schema of what a lesson may write
 * in the figure's div (pure: no DOM, so that the checks can run in Node), and `mount`, which draws it.
 * Attributes arrive as strings; the schema turns them into numbers and choices and gives the defaults.
 */
export interface FigureModule<Attributes = unknown> {
  readonly attributes: v.GenericSchema<Readonly<Record<string, string>>, Attributes>;
  readonly mount: Mount<Attributes>;
  /** Without it, the page reserves a middling height. */
  readonly height?: FirstHeight<Attributes>;
}

/** How high the figure is when it has just been drawn, so that its place is reserved and nothing moves when it comes. */
export type FirstHeight<Attributes> = (attributes: Attributes) => ReservedHeight;

/** In CSS pixels: in the reading column of a wide window, and on a phone. */
export interface ReservedHeight {
  readonly wide: number;
  readonly narrow: number;
}

/** Draws the figure into the empty `host` and returns what takes it down again. */
export type Mount<Attributes> = (
  host: HTMLElement,
  attributes: Attributes,
  context: FigureContext,
) => () => void;

export interface FigureContext {
  /** Prefix for ids inside the figure, unique on the page. */
  readonly id: string;
  /** A few garments of the dataset (28 × 28, 0 to 255, 0 = background), or of the stand-in where there is no dataset. */
  garments(): Promise<Garments>;
  /** Whether there is a runtime that hears what is sent; it begins and ends as the reader runs and restarts. */
  readonly ready: ReadonlySignal<boolean>;
  /** What the runtime last sent to this figure, for figures that live from the student's model. */
  readonly state: Signal<Json | undefined>;
  /** Sends the reader's choice to the runtime. */
  send(value: Json): void;
  /**
   * Puts off a part of the first drawing to a task of its own, so that none holds up scrolling. Until all parts are
   * there, the figure does not count as drawn. On paper they follow at once, so `draw` has to have drawn when it returns.
   */
  later(draw: () => void): void;
}

export interface Garments {
  readonly standIn: boolean;
  readonly images: readonly { readonly label: number; readonly name: string; readonly pixels: Uint8Array }[];
}
