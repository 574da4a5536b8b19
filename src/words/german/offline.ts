import type { offline as english } from "../english/offline.ts";

export const offline: typeof english = {
  newVersion: (consequence: string) =>
    `Es gibt eine neue Fassung dieser Seiten. Beim Wechsel wird diese Seite neu geladen: ${consequence}`,
  changeNow: "Jetzt wechseln",
  insecure: "Browser behalten Seiten nur von Adressen, die mit https beginnen, für die Nutzung ohne Netz.",
  unsupported:
    "Dieser Browser kann diese Seiten nicht behalten: Service Worker sind abgeschaltet, oder das Fenster ist privat.",
  none: "Diese Seiten sind nicht in diesem Browser gespeichert.",
  storing: "Diese Seiten werden in diesem Browser gespeichert.",
  all: "In diesem Browser gespeichert: Alles hier lässt sich ohne Netz öffnen und ausführen.",
  pagesOnly:
    "In diesem Browser gespeichert: Diese Seiten lassen sich ohne Netz öffnen. Um die Zellen ohne Netz auszuführen, auch die Daten speichern.",
  changed: (path) =>
    `Der Server sendet ${path === "" ? "eine andere Startseite" : `ein anderes ${path}`} als gebaut wurde: Vielleicht wird gerade eine neue Fassung veröffentlicht, oder der Anbieter verändert die Dateien der Website. Bitte später noch einmal versuchen.`,
  full: (size: string) =>
    `Die Website (${size}) passt nicht in den Speicher dieses Browsers, es wurde nichts gespeichert. Bitte Platz schaffen, etwa durch Entfernen von Daten anderer Websites, und noch einmal versuchen.`,
  interrupted:
    "Die Verbindung wurde unterbrochen. Bitte prüfen und noch einmal versuchen: Was angekommen ist, bleibt erhalten.",
  status: (status: number, path: string) =>
    `Der Server hat für ${path} mit ${status} geantwortet. Bitte später noch einmal versuchen.`,
  cancelled: "Das Speichern dieser Seiten wurde abgebrochen.",
  storage: (reason: string) => `Dieser Browser kann die Website nicht speichern (${reason}).`,
  keepsEdits: "Änderungen bleiben erhalten, Variablen und trainierte Netze nicht.",
  losesEdits:
    "Dieser Browser kann Änderungen nicht speichern, bitte vorher die Arbeit herunterladen, im Menü Mehr.",
  partGone: (consequence: string) =>
    `Seit dem Öffnen dieser Seite wurde eine neue Fassung dieser Website veröffentlicht, und ein jetzt benötigter Teil fehlt. Zum Weitermachen die Seite neu laden: ${consequence}`,
  kept: "gespeichert",
  sizeKept: (size: string) => `${size}, gespeichert`,
  notKept: (size: string) => `${size}, nicht gespeichert`,
  partKept: (part: string, whole: string) => `${part} von ${whole} gespeichert`,
  keep: "Zur Nutzung ohne Netz speichern",
  label: "Ohne Netz",
  changeVersion: "Zur neuen Fassung wechseln",
  pages: "Diese Seiten",
  storingWhat: (what: string) => `Wird gespeichert: ${what}`,
  remove: "Entfernen",
  title: "Ohne Netz",
  panelMissing: "Dieser Teil des Menüs konnte nicht geladen werden. Bitte die Verbindung prüfen.",
  cannotSave:
    "Dieser Browser kann Änderungen nicht speichern, und beim Neuladen dieser Seite gehen sie verloren. Bitte vorher die Arbeit herunterladen, im Menü Mehr.",
  reloadAnyway: "Trotzdem neu laden",
  workerEnded: "der Service Worker wurde beendet",
};
