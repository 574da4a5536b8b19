import type { work as english } from "../english/work.ts";

export const work: typeof english = {
  title: "Eigene Arbeit",
  download: "Arbeit herunterladen",
  downloadAtLength:
    "Code und gelöste Aufgaben in einer Datei, zum Weitermachen an einem anderen Gerät oder zum Abgeben",
  open: "Arbeitsdatei öffnen",
  openAtLength: "Die eigene, um weiterzumachen, oder eine andere, um sie durchzusehen",
};
