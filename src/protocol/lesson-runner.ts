/** The name of the global through which `lectern run` runs the cells of a page: see `page/automation/`. */
export const LESSON_RUNNER = "lecternRunner";

/** What `lectern run` asks a page for. */
export interface CellRequest {
  readonly cell: string;
  /** The text to run; null for the author's. */
  readonly source: string | null;
  /** Milliseconds after which the cell is stopped. */
  readonly timeout: number;
}
