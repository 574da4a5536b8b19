import type { typeChecking as english } from "../english/type-checking.ts";
import { plural } from "../plural.ts";
export const typeChecking: typeof english = {
  noMore: (cell: string) => `${cell}: keine Probleme mehr.`,
  inCheck: "In der Prüfung",
  line: (line: number) => `Zeile ${line}`,
  notRenamed: (cell: string) =>
    `Es wurde nichts umbenannt, da sich die Zelle „${cell}“ inzwischen geändert hat. Bitte noch einmal versuchen.`,
  stopped:
    "Die Typprüfung wurde durch einen Fehler in ihr beendet. Bearbeiten und Ausführen gehen ohne sie; ein Klick in den Code einer Zelle startet sie wieder.",
  works: "Die Typprüfung funktioniert jetzt.",
  notLoaded:
    "Die Typprüfung konnte nicht geladen werden. Bearbeiten und Ausführen gehen ohne sie; ein Klick in eine andere Zelle versucht es noch einmal.",
  nothing: "Dazu ist nichts bekannt.",
  description: "Beschreibung",
  foundBefore: (problems) => `${plural(problems, "Problem", "Probleme")} vor dem Ausführen gefunden`,
  more: (number: number) => `und ${number} weitere`,
  problemsOf: (cell: string) => `Probleme von ${cell}`,
  renamed: (places, cells) =>
    `An ${plural(places, "Stelle", "Stellen")} in ${plural(cells, "Zelle", "Zellen")} umbenannt.`,
  declaredIn: (cell: string, line: number) => `Deklariert in ${cell}, Zeile ${line}.`,
  belongsTo: (module: string) => `Das gehört zu ${module}.`,
  notDeclared: "Keine Zelle deklariert das.",
  noName: "Hier ist kein Name zu ändern.",
  nothingToFormat: "Es ist nichts zu formatieren.",
  formatted: "Formatiert.",
  rename: (name: string) => `„${name}“ umbenennen`,
  newName: "Neuer Name, in allen Zellen dieser Lektion",
  renameNow: "Umbenennen",
  form: (number: number, all: number) => `Signatur ${number} von ${all}`,
};
