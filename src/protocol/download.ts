import * as v from "valibot";

/** The largest file that a cell can offer, in bytes. */
export const MAXIMUM_DOWNLOAD_BYTES = 30_000_000;

/** Bytes per part of a download on its way to the page: a multiple of 3, so that no base64 but the last is padded. */
export const DOWNLOAD_PART_BYTES = 900_000;
export const MAXIMUM_DOWNLOAD_PARTS = Math.ceil(MAXIMUM_DOWNLOAD_BYTES / DOWNLOAD_PART_BYTES);

/** Types of files that hold data; none of them is a program for any system or browser. */
export const DOWNLOAD_TYPES = [
  ...["csv", "tsv", "txt", "json", "jsonl", "geojson", "md", "tex", "bib", "log", "yaml", "yml"],
  ...["png", "jpg", "jpeg", "webp", "gif", "bmp", "wav", "bin", "dat", "npy", "npz"],
] as const;

/** Letters of any script, digits and a few signs: no path, nothing invisible, and nothing that reverses the order. */
const NAME = new RegExp(
  `^[\\p{L}\\p{N}_][\\p{L}\\p{N}_ ()+-]{0,79}\\.(?:${DOWNLOAD_TYPES.join("|")})$`,
  "iu",
);

/** The name under which a cell offers a file. */
export const DownloadName = v.pipe(v.string(), v.regex(NAME));
