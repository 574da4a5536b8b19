import type { announcements as english } from "../english/announcements.ts";

export const announcements: typeof english = {
  allPassed: " Alle Prüfungen bestanden.",
  lossIsNaN: " Aber der Loss ist keine Zahl.",
  lossIsNaNIn: (cells) => ` Aber der Loss ist keine Zahl in: ${cells}.`,
  notSolved: (message: string) => ` Noch nicht gelöst: ${message}`,
  done: (what: string, time: string) => `${what}: fertig in ${time}.`,
  failed: (cell: string, name: string, message: string) => `${cell} ist fehlgeschlagen: ${name}: ${message}`,
  share: (percent: string) => `, davon ${percent}`,
  epoch: (cell: string, epoch: number, epochs: number, share: string) =>
    `${cell}: Epoche ${epoch} von ${epochs}${share}.`,
  waiting: (what: string) => `Sobald die Seite geladen ist, wird ausgeführt: ${what}.`,
  running: (what: string) => `Wird ausgeführt: ${what}.`,
  failedLate: (cell: string, name: string, message: string) =>
    `${cell} ist nach dem Ende fehlgeschlagen: ${name}: ${message}`,
  doubtfulLate: (cell) => `${cell}: Der Loss ist keine Zahl.`,
  reset: (cell: string) => `${cell} wurde zurückgesetzt.`,
  restarted: "Die Laufzeitumgebung wurde neu gestartet.",
  lost: "Die Laufzeitumgebung ist beendet, alle Variablen sind verloren.",
  stopped: (cell: string) => `${cell} wurde gestoppt.`,
  cellsAbove: (cell: string) => `die Zellen über ${cell}`,
  dependents: (cell: string) => `was von ${cell} abhängt`,
  allCells: "alle Zellen",
  staleCells: "was veraltet ist",
  theChecks: "die Prüfungen",
};
