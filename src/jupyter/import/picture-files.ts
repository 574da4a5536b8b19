/** A picture of an imported notebook, as a file beside the lesson. */
export interface PictureFile {
  /** From the folder of the lesson. */
  readonly path: string;
  readonly base64: string;
}

/** Collects the pictures of a notebook. */
export interface PictureFiles {
  /**
   * Adds a picture, and returns the path of its file; null if it is none.
   * @param name what it was called in the notebook, which cannot be trusted.
   */
  readonly add: (name: string, mediaType: string, base64: string) => string | null;
  readonly all: () => readonly PictureFile[];
}

/** The kinds of pictures that are kept, with how their base64 begins. An SVG file could run scripts. */
const KINDS: ReadonlyMap<string, { readonly extension: string; readonly beginning: RegExp }> = new Map([
  ["image/png", { extension: ".png", beginning: /^iVBORw0KGgo/ }],
  ["image/jpeg", { extension: ".jpg", beginning: /^\/9j\// }],
  ["image/gif", { extension: ".gif", beginning: /^R0lGOD/ }],
  ["image/webp", { extension: ".webp", beginning: /^UklGR.{6}XRUJQ/ }],
]);

/** The media types of pictures that are kept, the best first. */
export const PICTURE_TYPES: readonly string[] = [...KINDS.keys()];

/** @param folder the folder of the pictures, in that of the lesson. */
export function createPictureFiles(folder: string): PictureFiles {
  const files = new Map<string, PictureFile>();
  return {
    add(name, mediaType, base64) {
      const kind = KINDS.get(mediaType);
      const content = base64.replace(/\s+/g, "");
      if (!kind?.beginning.test(content) || !/^[A-Za-z0-9+/]+={0,2}$/.test(content)) return null;
      const path = freePath(folder, plainStem(name), kind.extension, content, files);
      files.set(path.toLowerCase(), { path, base64: content });
      return path;
    },
    all: () => [...files.values()],
  };
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
