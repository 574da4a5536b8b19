import type { runtime as english } from "../english/runtime.ts";

export const runtime: typeof english = {
  declaredAbove: (cell: string) =>
    `Die Zelle „${cell}“ darüber deklariert es: Bitte zuerst diese Zelle ausführen.`,
  declaredBelow: (cell: string) =>
    `Nur die Zelle „${cell}“ darunter deklariert es: Bitte zuerst diese Zelle ausführen.`,
  orImport: (statement: string) => `Oder hier importieren: ${statement}`,
  notDefined: (name: string, remedy: string) => `${name} is not defined. ${remedy}`,
  awaitOpenFile: "Nur eine Zelle, die läuft, kann nach einer Datei fragen. Vor `openFile` gehört `await`.",
  anotherAsked: "Es wird schon nach einer anderen Datei gefragt.",
  cellEnded: "Die Zelle war zu Ende, bevor eine Datei ausgewählt wurde.",
  cellStopped: "Die Zelle wurde gestoppt.",
  anotherRead: "Es wird schon eine andere Datei gelesen.",
  endedAtStart: "Die Laufzeitumgebung wurde beim Starten beendet.",
  crashed: "Die Laufzeitumgebung ist abgestürzt.",
  stopped: "Die Laufzeitumgebung wurde gestoppt.",
  restarted: "Die Laufzeitumgebung wurde neu gestartet.",
  crashedAtStart:
    "Die Laufzeitumgebung ist sofort abgestürzt. Vielleicht kam eine ihrer Dateien beschädigt an: „Ausführen“ lädt sie noch einmal.",
  crashedMemory: "Die Laufzeitumgebung ist abgestürzt, vielleicht weil der Speicher nicht reichte.",
  unresponsive: "Die Laufzeitumgebung antwortet nicht mehr.",
  notAMessage: "Die Laufzeitumgebung hat etwas gesendet, das keine Nachricht ist.",
  flooded: "Die Laufzeitumgebung hat mehr Nachrichten gesendet als erlaubt.",
  frame: "Laufzeitumgebung der Zellen",
  notLoadedStatus: (status: number, file: string) =>
    `Die Laufzeitumgebung konnte nicht geladen werden: Die Website hat für ${file} mit Status ${status} geantwortet.`,
  webPage:
    "Die Laufzeitumgebung konnte nicht geladen werden: Das Netz hat stattdessen eine Webseite gesendet. Vielleicht ist dort zuerst eine Anmeldung nötig. Danach bitte „Ausführen“ noch einmal drücken.",
  notLoaded:
    "Die Laufzeitumgebung konnte nicht geladen werden. Bitte die Verbindung prüfen und es mit „Ausführen“ noch einmal versuchen.",
};
