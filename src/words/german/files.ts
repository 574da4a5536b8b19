import type { files as english } from "../english/files.ts";

export const files: typeof english = {
  handed: (name: string) => `${name} wurde an den Browser übergeben.`,
};
