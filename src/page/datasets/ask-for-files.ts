/** What is asked for. */
export interface MissingFiles {
  /** The dataset, as readers see its name. */
  readonly title: string;
  /** What lacks it, as in "this file". */
  readonly location: string;
  /** The names of the files that are still needed. */
  readonly files: readonly string[];
  /** The size of a download of the dataset, in bytes. */
  readonly bytes: number;
  /** What was wrong with the files that were chosen before; null at first. */
  readonly problem: string | null;
}

export type FilesAnswer =
  | { readonly type: "chosen"; readonly files: readonly Blob[] }
  | { readonly type: "download" };

/**
 * Asks the reader for the files of a dataset.
 * @throws the signal's reason when aborted.
 */
export type AskForFiles = (missing: MissingFiles, signal: AbortSignal) => Promise<FilesAnswer>;
