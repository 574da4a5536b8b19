const TYPES: ReadonlyMap<string, string> = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["svg", "image/svg+xml"],
]);

/** The media type of a picture, by its file's name; null for a file that a notebook cannot carry, such as a video. */
export function pictureType(path: string): string | null {
  const [, extension = ""] = /\.([^./]*)$/.exec(path) ?? [];
  return TYPES.get(extension.toLowerCase()) ?? null;
}
