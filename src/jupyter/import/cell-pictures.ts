import { KEPT_PICTURES, PICTURE_TYPES, type PictureFiles } from "./picture-files.ts";
import type { ReadCell } from "./read-notebook.ts";

/** The pictures of one cell of Markdown. */
export interface CellPictures {
  /** The path of the file of a picture by its address; null if it is neither an attachment nor data. */
  readonly find: (address: string) => string | null;
  /** What could not be kept of the pictures that were asked for. */
  readonly notes: () => readonly string[];
  /** The attachments that were not asked for. */
  readonly unused: () => readonly string[];
}

export function cellPictures(
  { attachments }: Pick<ReadCell, "attachments">,
  files: PictureFiles,
): CellPictures {
  const notes = new Set<string>();
  const shown = new Set<string>();
  return {
    find(address) {
      const name = attachmentName(address);
      if (name === null) return dataPicture(address, files, notes);
      shown.add(name);
      const data = attachments.get(name);
      const path = data === undefined ? null : addFirst(name, data, files);
      if (data === undefined) notes.add(`The attachment “${shortName(name)}” is not in the notebook.`);
      else if (path === null)
        notes.add(`The attachment “${shortName(name)}” is not a picture that can be kept: ${KEPT_PICTURES}.`);
      return path;
    },
    notes: () => [...notes],
    unused() {
      const unused = [...attachments.keys()].filter((name) => !shown.has(name));
      return unused.map((name) => `The attachment “${shortName(name)}” is shown nowhere: it was left out.`);
    },
  };
}

function attachmentName(address: string): string | null {
  const [, name] = /^attachment:(.*)$/s.exec(address) ?? [];
  if (name === undefined) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function addFirst(name: string, data: ReadonlyMap<string, string>, files: PictureFiles): string | null {
  for (const type of PICTURE_TYPES) {
    const path = files.add(name, type, data.get(type) ?? "");
    if (path !== null) return path;
  }
  return null;
}

function dataPicture(address: string, files: PictureFiles, notes: Set<string>): string | null {
  const [, type, base64] = /^data:(image\/[a-z+.-]+);base64,(.*)$/is.exec(address) ?? [];
  if (type === undefined || base64 === undefined) return null;
  const path = files.add("picture", type.toLowerCase(), decodeBase64Address(base64));
  if (path === null) notes.add(`A picture of the type ${type} cannot be kept: ${KEPT_PICTURES}.`);
  return path;
}

/** In an address, `+` and `=` may be escaped. */
function decodeBase64Address(base64: string): string {
  return base64.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function shortName(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
