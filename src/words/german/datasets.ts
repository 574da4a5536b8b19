import type { datasets as english } from "../english/datasets.ts";

export const datasets: typeof english = {
  notLoaded: (title: string) => `${title} kann nicht geladen werden.`,
  needsHttps: "Speichern geht nur mit https oder localhost",
  fault: (file: string, host: string, fault: string) => `${file} von ${host}: ${fault}`,
  unreachable: "nicht erreichbar. Bitte die Verbindung prüfen, oder ob das Netz den Zugriff sperrt.",
  stalled: (seconds: number) => `${seconds} s lang kamen keine Daten an.`,
  notFound: "dort nicht vorhanden (404).",
  status: (status: number) => `der Server hat mit Status ${status} geantwortet.`,
  webPage:
    "der Server hat statt der Daten eine Webseite gesendet. Vielleicht ist zuerst eine Anmeldung im Netz nötig.",
  wrongKind: (found: string) => `es ist eine andere Art von Datei (sie beginnt mit ${found}).`,
  truncated: (bytes: number, expected: number) => `der Download endete nach ${bytes} von ${expected} Bytes.`,
  tooLong: (expected: number) => `länger als die erwarteten ${expected} Bytes.`,
  corrupted: "der Inhalt weicht vom Original ab (SHA-256 stimmt nicht).",
  full: (title: string, size: string) =>
    `${title} (${size}) passt nicht in den Speicher dieses Browsers, es wurde nichts davon gespeichert. Bitte Platz schaffen, etwa durch Entfernen von Daten anderer Websites, und noch einmal versuchen.`,
  cannotKeep: (title: string, reason: string) =>
    `${title} kann in diesem Browser nicht gespeichert werden (${reason}).`,
  nothingKept: (title: string, reason: string) =>
    `${title} kann in diesem Browser nicht gespeichert werden (${reason}). Es wurde nichts davon gespeichert.`,
  siteAnswered: (status: number) => `Die Website hat mit ${status} geantwortet.`,
  storage: "dem Speicher des Browsers",
  contentsChanged: "ihr Inhalt hat sich geändert",
  notUsed: (file: string, reason: string) =>
    `Die gespeicherte Kopie von ${file} konnte nicht verwendet werden (${reason}), sie wird noch einmal heruntergeladen.`,
  notSaved: (title: string, reason: string) =>
    `${title} kann in diesem Browser nicht gespeichert werden (${reason}); der nächste Besuch lädt es noch einmal herunter.`,
  syntheticNote: (title: string) =>
    `${title} kann nicht geladen werden, daher verwendet Lectern einen eingebauten synthetischen Datensatz: gezeichnete Bilder derselben Klassen. Die Ergebnisse weichen von denen des echten Datensatzes ab. Für einen neuen Versuch die Zelle noch einmal ausführen.`,
  unknown: (name: string) => `Es gibt keinen Datensatz „${name}“.`,
  downloading: (title: string) => `${title} wird heruntergeladen`,
  computed: (title: string) => `${title}, auf dieser Seite berechnet`,
  from: (title: string, location: string) => `${title}, aus ${location}`,
  fromSite: (title: string) => `${title}, von dieser Website heruntergeladen`,
  fromMirror: (title: string) => `${title}, von einem öffentlichen Spiegel heruntergeladen`,
  fromStorage: (title: string) => `${title}, aus dem Speicher dieses Browsers`,
  synthetic: (title: string) => `Ein synthetischer Datensatz anstelle von ${title}`,
  downloadingSize: (title: string, size: number) => `${title} wird heruntergeladen (${size} MB)`,
  reading: (title: string) => `${title} wird gelesen`,
  drawing: (title: string) => `Ein synthetisches ${title} wird gezeichnet`,
  otherAnswer: "Der Worker hat etwas anderes geantwortet.",
  siteUnreachable:
    "Die Website ist nicht erreichbar. Bitte die Verbindung prüfen und die Zelle noch einmal ausführen.",
  loadFailed: (reason: string) => `Der Datensatz konnte nicht geladen werden: ${reason}`,
};
