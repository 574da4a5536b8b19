import type { Attachment } from "../lesson.ts";

/** Names the pictures of a lesson for its notebook, each file once. */
export interface AttachmentNames {
  readonly of: (path: string) => Attachment;
}

/** Names without folders, and of letters that need no escape in an address. */
export function createAttachmentNames(): AttachmentNames {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return {
    of(path) {
      const name = names.get(path) ?? uniqueName(plainName(path), taken);
      names.set(path, name);
      taken.add(name);
      return { name, path };
    },
  };
}

function plainName(path: string): string {
  const file = path.split("/").at(-1) ?? "";
  return file.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "") || "picture";
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, extension = ""] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  let unique = name;
  for (let number = 2; taken.has(unique); number++) unique = `${stem}-${number}${extension}`;
  return unique;
}
