import type { figure as english } from "../english/figure.ts";

export const figure: typeof english = {
  unknown: (name: string) => `Es gibt keine Abbildung „${name}“.`,
  filesMissing: "Die Dateien der Abbildung konnten nicht geladen werden.",
  notLoaded:
    "Diese Abbildung konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.",
  lastResort: "Hilft das nicht, die Seite neu laden: Änderungen sind gespeichert.",
  notPrinted:
    "Diese Abbildung war noch nicht geladen. Bitte schließen und noch einmal drucken, mit dem Menü der Seite oder mit Strg+P.",
  loading: "Die Abbildung wird geladen …",
  notDrawn: (reason: string) => `Diese Abbildung konnte nicht gezeichnet werden. ${reason}`,
};
