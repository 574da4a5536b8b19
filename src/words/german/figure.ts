import type { figure as english } from "../english/figure.ts";

export const figure: typeof english = {
  unknown: (name: string) => `Es gibt keine Abbildung „${name}“.`,
  filesMissing: "Die Dateien der Abbildung konnten nicht geladen werden.",
  notLoaded:
    "Diese Abbildung konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.",
  lastResort: "Hilft das nicht, die Seite neu laden: Änderungen sind gespeichert.",
  loading: "Die Abbildung wird geladen …",
  notDrawn: (reason: string) => `Diese Abbildung konnte nicht gezeichnet werden. ${reason}`,
};
