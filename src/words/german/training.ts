import type { training as english } from "../english/training.ts";
import { plural } from "../plural.ts";
export const training: typeof english = {
  logHanded: "Das Protokoll wurde an den Browser übergeben.",
  pausing: "Das Training hält nach dem aktuellen Batch an.",
  oneBatch: "Ein Batch.",
  goesOn: "Das Training geht weiter.",
  rateIs: (rate: string) => `Die Lernrate ist ${rate}.`,
  cannotContinue: (reason: string) => `Das Training kann nicht fortgesetzt werden: ${reason}`,
  notSaved:
    "Dieser Browser kann das Training nicht speichern: Sein Speicher ist voll oder gesperrt. Nach einem Neuladen würde es von vorn beginnen.",
  trained: (epochs, when) =>
    `Dieses Netz wurde trainiert (${plural(epochs, "Epoche", "Epochen")}) und am ${when} gespeichert.`,
  codeChanged: (what, cells) =>
    `${what} Es kann nicht fortgesetzt werden, weil ${cells.join(" und ")} seither geändert ${cells.length === 1 ? "wurde" : "wurden"}. Das rückgängig machen, oder die Zelle ausführen, um neu zu trainieren.`,
  restore: "Das trainierte Netz wiederherstellen",
  continueAfter: (epochs: number) => `Nach Epoche ${epochs} fortsetzen`,
  discardOf: (cell: string) => `Gespeichertes Training von ${cell} verwerfen`,
  discard: "Verwerfen",
  cutOff: (epochs: number, total: number, when: string) =>
    `Dieses Training wurde unterbrochen: Epoche ${epochs} von ${total} wurde am ${when} gespeichert.`,
  ownChanged: (what: string) =>
    `${what} Der Code dieser Zelle wurde seither geändert; das gespeicherte Netz würde mit ihm weitermachen.`,
  canRestore: (what: string) => `${what} Seine Gewichte können ohne Training wiederhergestellt werden.`,
  goesOnFrom: (what: string) =>
    `${what} Gewichte und Optimierer machen dort weiter; nur die Reihenfolge der Trainingsbeispiele ist eine andere.`,
  moreLines: (lines) => `${lines} weitere ${lines === 1 ? "Zeile" : "Zeilen"}`,
  sameCode: "derselbe Code",
  without: (lines: string) => `ohne ${lines}`,
  rateChanged: (rate: string) => `, Lernrate auf ${rate} geändert`,
};
