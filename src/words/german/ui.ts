import type { ui as english } from "../english/ui.ts";

export const ui: typeof english = {
  close: "Schließen",
  notLoaded: (what: string) => `${what} konnte nicht geladen werden.`,
  openInEditor: "Im Editor öffnen",
  keysMissing:
    "Die Liste der Tasten konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.",
  partRemoved:
    "Ein Teil dieser Seite ist nicht mehr da, weil eine neue Fassung der Website veröffentlicht wurde. Bitte die Seite neu laden.",
  links: "Links",
};
