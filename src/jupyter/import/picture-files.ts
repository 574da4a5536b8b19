/** A picture of an imported notebook, as a file beside the lesson. */
export interface PictureFile {
  /** From the folder of the lesson. */
  readonly path: string;
  readonly base64: string;
}

/** Collects the pictures of a notebook. */
export interface PictureFiles {
  /**
   * Adds a picture, and returns the path of its file; null if it is not a picture.
   * @param name what it was called in the notebook, which cannot be trusted.
   * @param data its base64; of an SVG picture, its text or base64.
   */
  readonly add: (name: string, mediaType: string, data: string) => string | null;
  readonly all: () => readonly PictureFile[];
}

/**
 * Returns the base64 of an SVG picture, given as text or base64; null if it is not one, or could run scripts or load
 * something: a visitor of the site can open its file as a page.
 */
export type ReadSvg = (given: string) => string | null;

const SVG = "image/svg+xml";

/** The other kinds of pictures that are kept, with how their base64 begins. */
const KINDS: ReadonlyMap<string, { readonly extension: string; readonly beginning: RegExp }> = new Map([
  ["image/png", { extension: ".png", beginning: /^iVBORw0KGgo/ }],
  ["image/jpeg", { extension: ".jpg", beginning: /^\/9j\// }],
  ["image/gif", { extension: ".gif", beginning: /^R0lGOD/ }],
  ["image/webp", { extension: ".webp", beginning: /^UklGR.{6}XRUJQ/ }],
]);

/** The media types of pictures that are kept, the best first. */
export const PICTURE_TYPES: readonly string[] = [...KINDS.keys(), SVG];

/** The same in words. */
export const KEPT_PICTURES = "PNG, JPEG, GIF, WebP, and SVG without scripts and links to other files, are";

/** @param folder the folder of the pictures, in that of the lesson. */
export function createPictureFiles(folder: string, readSvg: ReadSvg): PictureFiles {
  const files = new Map<string, PictureFile>();
  return {
    add(name, mediaType, data) {
      const picture = mediaType === SVG ? svgPicture(data, readSvg) : plainPicture(mediaType, data);
      if (picture === null) return null;
      const path = freePath(folder, plainStem(name), picture.extension, picture.base64, files);
      files.set(path.toLowerCase(), { path, base64: picture.base64 });
      return path;
    },
    all: () => [...files.values()],
  };
}

interface Picture {
  readonly extension: string;
  readonly base64: string;
}

function svgPicture(data: string, readSvg: ReadSvg): Picture | null {
  const base64 = data.trim() === "" ? null : readSvg(data);
  return base64 === null ? null : { extension: ".svg", base64 };
}

function plainPicture(mediaType: string, data: string): Picture | null {
  const kind = KINDS.get(mediaType);
  const base64 = data.replace(/\s+/g, "");
  if (!kind?.beginning.test(base64) || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return { extension: kind.extension, base64 };
}

/** A name without folder and extension, which is a valid file name everywhere. */
function plainStem(name: string): string {
  const file = name.split(/[/\\]/).at(-1) ?? "";
  const stem = file.replace(/\.[A-Za-z0-9]{1,5}$/, "").replace(/[^A-Za-z0-9._-]+/g, "-");
  return stem.replace(/^[.-]+|[.-]+$/g, "").slice(0, 60) || "picture";
}

/** The path of the file with that content, or one that is free. */
function freePath(
  folder: string,
  stem: string,
  extension: string,
  content: string,
  files: ReadonlyMap<string, PictureFile>,
): string {
  for (let number = 1; ; number++) {
    const path = `${folder}/${stem}${number === 1 ? "" : `-${number}`}${extension}`;
    // Some file systems do not tell `A.png` from `a.png`.
    const other = files.get(path.toLowerCase());
    if (other === undefined || other.base64 === content) return path;
  }
}
