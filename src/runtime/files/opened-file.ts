import { guarded } from "../platform/built-ins.ts";
import type { ImageOptions, LoadedImage } from "./loaded-image.ts";
import { type CsvOptions, parseCsv } from "./parse-csv.ts";
import type { Anything, Rows } from "./rows.ts";
import { toText } from "./text.ts";
import { withPlace } from "./with-place.ts";

/** A file that the reader has chosen. */
export interface OpenedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its text, in UTF-8. */
  text(): string;
  json(): Anything;
  /** Its rows, as `loadCsv` reads them. */
  csv(options?: CsvOptions): Rows;
  /** Its pixels, as `loadImage` reads them. */
  image(options?: ImageOptions): Promise<LoadedImage>;
}

/** @param image reads it as a picture. */
export function openedFile(
  { name, bytes }: Pick<OpenedFile, "name" | "bytes">,
  image: OpenedFile["image"],
): OpenedFile {
  const toOwnText = (): string => toText(bytes, "take its `bytes`");
  return {
    name,
    bytes,
    ...guarded({
      text: () => at(`text: ${name}`, toOwnText),
      json: () => at(`json: ${name}`, () => JSON.parse(toOwnText())),
      csv: (options?: CsvOptions) => at(`csv: ${name}`, () => parseCsv(toOwnText(), options)),
      image,
    }),
  };
}

/** The result of `read`, whose errors get the place. */
function at<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw withPlace(error, place);
  }
}
