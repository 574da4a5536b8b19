import type { delivery as english } from "../english/delivery.ts";

export const delivery: typeof english = {
  thisFile: "dieser Datei",
  thisFolder: "diesem Ordner",
  chosenFiles: "den ausgewählten Dateien",
  aFile: "eine Datei",
  unknown: (names: string, title: string) =>
    `${names}: nicht unter den Dateien von ${title} oder unvollständig.`,
  notInExport: (path: string) =>
    `${path} ist nicht in diesem Export. Bitte eine neue Kopie dieser Vorlesung besorgen.`,
  damaged: (name: string) =>
    `${name} konnte nicht geladen werden: beschädigt. Bitte eine neue Kopie dieser Vorlesung besorgen.`,
};
