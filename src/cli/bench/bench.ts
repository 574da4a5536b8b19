import type { Browser } from "playwright-core";

/** What a part of the measurement has to work with. */
export interface Bench {
  /** The address of the lecture. */
  readonly lecture: string;
  /** Starts a browser with these additional switches. */
  launch(args?: readonly string[]): Promise<Browser>;
}
